package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print of a server, and how they say that they cannot. */
@DisplayName("S1-172: what commands print of a server")
@ExtendWith(SharedServer.Extension.class)
final class ServerDocumentsTest {

  private final SharedServer server;

  ServerDocumentsTest(SharedServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @DisplayName("S1-172: a command prints the same document from a server and from the database")
  @ValueSource(
      strings = {
        "rule list",
        "rule show news.on_push",
        "trigger list",
        "trigger show core.crontimer",
        "schedule list",
        "schedule show news.nightly",
        "sensor list",
        "event list",
        "policy list",
        "queue list",
        "queue show news.branches",
        "queue items news.branches",
        "subscription list",
        "inquiry list",
        "key list",
        "identity list",
        "action list",
        "action search echo",
        "action show core.echo",
        "workflow list",
        "workflow show news.build",
        "worker list",
        "execution list --workflow core.echo",
        "execution show ID",
        "execution logs ID",
        "execution result ID",
        "explain execution ID",
        "audit verify"
      })
  void sameDocumentsHereAndThere(String command) {
    String[] words = (command.replace("ID", server.execution()) + " -j").split(" ");
    CliRun there = server.ada(words);
    assertThat(there.exitCode()).as(there.err()).isZero();
    CliRun here = server.here(words);
    assertThat(Golden.stable(here.out())).isEqualTo(Golden.stable(there.out()));
    assertThat(Json.read(there.out())).isNotNull();
    String[] human = command.replace("ID", server.execution()).split(" ");
    assertThat(server.ada(human).exitCode()).isZero();
  }

  @ParameterizedTest
  @DisplayName("S1-172 AT: golden output with -j")
  @ValueSource(
      strings = {
        "rule list",
        "schedule list",
        "trigger show news.push",
        "queue list",
        "execution show ID"
      })
  void goldenDocuments(String command) throws IOException {
    CliRun run = server.ada((command.replace("ID", server.execution()) + " -j").split(" "));
    Golden.check(
        "server-" + command.replace(' ', '-').replace('.', '-') + ".json",
        run.out()
            .replaceAll("(\"next\": \\[)[^]]*", "$1")
            .replaceAll("(\"definition\": )\\d+", "$1<number>"));
  }

  @Test
  @DisplayName("who may not is told so, and what to ask")
  void refusalsHaveHints() {
    CliRun run = server.viewer("rule", "disable", "news.on_push");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("heddle auth whoami says what you may do");
    assertThat(server.viewer("rule", "list").exitCode()).isZero();
  }

  @ParameterizedTest
  @DisplayName("what needs the database does not touch another one by mistake")
  @ValueSource(strings = {"key get x", "execution prune --older-than 30d", "identity reset-admin"})
  void whatNeedsTheDatabaseSaysSo(String command) {
    CliRun run = server.ada(command.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("needs the database itself", "--profile local");
  }

  @Test
  void aServerThatIsAwayIsNamed(@TempDir Path own) {
    CliRun run =
        CliRun.of(
            Map.of("HEDDLE_HOME", own.toString()),
            "",
            "--api-url",
            "http://127.0.0.1:1",
            "rule",
            "list");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("cannot reach http://127.0.0.1:1", "hint: ");
  }
}
