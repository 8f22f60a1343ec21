package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  @DisplayName("S1-161: of those that wait for the one slot, --priority goes first, later or not")
  void priorityGoesFirst(@TempDir Path directory) throws Exception {
    Path policy = directory.resolve("policy.yaml");
    Files.writeString(
        policy, "{ref: news.one, action_ref: news.ask, concurrency: {limit: 1, method: enqueue}}");
    assertThat(server.ada("policy", "set", policy.toString()).exitCode()).isZero();
    String first = ask();
    awaitStatus(first, "running");
    String early = ask();
    String late = ask("--priority", "7");
    awaitStatus(late, "requested");
    assertThat(server.ada("explain", "execution", early).out())
        .contains("news.one", "1 before it", "held by " + first);
    assertThat(server.ada("explain", "execution", late).out())
        .contains("0 before it at priority 7");

    server.ada("execution", "cancel", first);
    awaitStatus(late, "running");
    assertThat(status(early)).isEqualTo("requested");
    server.ada("execution", "cancel", late);
    awaitStatus(early, "running");
    server.ada("execution", "cancel", early);
    assertThat(server.ada("policy", "delete", "news.one").exitCode()).isZero();
  }

  private String ask(String... options) {
    List<String> words = new ArrayList<>(List.of("workflow", "execute", "news.ask", "-j"));
    words.addAll(List.of(options));
    CliRun run = server.ada(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.text("id");
  }

  private String status(String execution) {
    return server.ada("execution", "show", execution, "-j").text("status");
  }

  private void awaitStatus(String execution, String status) throws InterruptedException {
    ServerProcess.await(execution + " " + status, () -> status(execution).equals(status));
  }
}
