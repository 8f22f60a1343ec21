package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Executions on a server. */
@DisplayName("S1-173: executions from the command line")
@ExtendWith(SharedServer.Extension.class)
final class ServerExecutionsTest {

  private final SharedServer server;

  ServerExecutionsTest(SharedServer server) {
    this.server = server;
  }

  @Test
  @DisplayName("S1-173 AT: parameters are JSON where they can be read as JSON")
  void typedParameters() {
    CliRun run =
        server.ada(
            "workflow",
            "execute",
            "news.build",
            "--param",
            "branch=\"5\"",
            "--watch",
            "-j",
            "--timeout",
            "60");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"built\": \"5\"", "\"branch\": \"5\"");
    CliRun number = server.ada("workflow", "execute", "news.build", "-p", "branch=5", "--watch");
    assertThat(number.exitCode()).isEqualTo(2);
    assertThat(number.err()).contains("branch");
    CliRun json =
        server.ada("action", "execute", "core.echo", "--params-json", "{\"message\": \"hi\"}");
    assertThat(json.exitCode()).as(json.err()).isZero();
    assertThat(json.out()).contains("is started; see heddle execution watch");
  }

  @Test
  @DisplayName("S1-173: the exit code of a watched execution that fails is 1")
  void failuresAreSeen() {
    CliRun run =
        server.ada("action", "execute", "core.fail", "-p", "message=on purpose", "--watch");
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
    assertThat(run.out()).contains("failed", "on purpose");
  }

  @Test
  @DisplayName("S1-104: questions are listed and answered")
  void inquiriesAreAnswered() {
    String id = server.ada("workflow", "execute", "news.ask", "-j").text("id");
    Optional<String> asked = Optional.empty();
    while (asked.isEmpty()) {
      asked = server.ada("inquiry", "list", "--execution", id, "-j").firstId();
    }
    String inquiry = asked.get();
    assertThat(server.ada("explain", "execution", id).out())
        .contains("inquiry", "waits for an answer");
    CliRun wrong = server.ada("inquiry", "respond", inquiry, "--response", "{}");
    assertThat(wrong.exitCode()).isEqualTo(2);
    CliRun answered = server.ada("inquiry", "respond", inquiry, "--field", "yes=true");
    assertThat(answered.exitCode()).as(answered.err()).isZero();
    assertThat(answered.out()).isEqualTo("answered: Shall we?\n");
    assertThat(server.ada("execution", "watch", id, "--timeout", "60").exitCode()).isZero();
  }

  @Test
  @DisplayName("executions are paused, resumed, cancelled and run again from afar")
  void executionsAreSteered() {
    String id = server.ada("workflow", "execute", "news.ask", "-j").text("id");
    assertThat(server.ada("execution", "pause", id, "--reason", "tea").out()).contains("paused");
    assertThat(server.ada("explain", "execution", id).out()).contains("paused");
    assertThat(server.ada("execution", "resume", id).exitCode()).isZero();
    assertThat(server.ada("execution", "cancel", id).exitCode()).isZero();
    assertThat(server.ada("execution", "watch", id, "--timeout", "60").exitCode()).isEqualTo(3);
    assertThat(server.ada("execution", "result", id).err()).contains("has no result: cancelled");
    CliRun again = server.ada("execution", "rerun", server.execution());
    assertThat(again.out()).startsWith("runs again as ");
    assertThat(server.ada("execution", "retry", id).exitCode()).isNotZero();
    CliRun late = server.ada("execution", "cancel", server.execution());
    assertThat(late.exitCode()).isEqualTo(1);
  }
}
