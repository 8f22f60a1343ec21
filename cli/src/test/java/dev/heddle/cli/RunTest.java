package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("heddle run, and what steers an execution")
@Timeout(60)
final class RunTest {

  private static TestHome home;

  @TempDir private Path directory;

  @BeforeAll
  static void openHome() throws IOException {
    home = new TestHome();
  }

  @AfterAll
  static void closeHome() throws IOException {
    home.close();
  }

  @Test
  void anInvalidDefinitionIsRefusedWithItsPlace() throws IOException {
    CliRun run = home.run("run", workflow("on_succes: b"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("flow.yaml:7:5: error:", "did you mean `on_success`?");
  }

  @Test
  @DisplayName("S1-006, S1-008: wrong parameters start nothing")
  void wrongParametersStartNothing() throws IOException {
    CliRun run = home.run("run", workflow("retry: {count: 1}"), "--param", "colour=red");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Unknown parameter: colour");
    assertThat(home.run("execution", "list", "--workflow", "test.flow").out())
        .isEqualTo("no executions\n");
  }

  @Test
  void aTimeLimitHasItsExitCode() throws IOException {
    String file =
        Files.writeString(directory.resolve("slow.yaml"), sleeping("timeout: 0.2")).toString();
    CliRun run = home.run("run", file);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out()).contains("timeout test.sleeping");
  }

  @Test
  void theFirstInterruptCancels() throws IOException {
    String file = Files.writeString(directory.resolve("slow.yaml"), sleeping("")).toString();
    CliRun run = home.run(reactions -> reactions.getFirst().run(), "run", file);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("cancelling; Ctrl-C once more", "cancelled test.sleeping");
  }

  @Test
  void theSecondInterruptLeavesItAndResumeGoesOn() throws IOException {
    String file = Files.writeString(directory.resolve("ask.yaml"), ASKING).toString();
    CliRun left = home.run(reactions -> reactions.get(1).run(), "run", file);
    assertThat(left.exitCode()).isEqualTo(130);
    assertThat(left.out()).contains("go on   heddle execution resume ");
    String id = left.out().replaceAll("(?s).*execution resume (\\S+).*", "$1");

    String question = pending(id);
    CliRun wrong = home.run("inquiry", "respond", question, "--field", "approved=perhaps");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("approved: string found, boolean expected");
    CliRun answered = home.run("inquiry", "respond", question, "--field", "approved=yes");
    assertThat(answered.exitCode()).as(answered.err()).isZero();
    assertThat(answered.out()).contains("answered: Sure?", "completed test.asking");
    assertThat(home.run("execution", "resume", id).exitCode()).isEqualTo(1);
  }

  @Test
  void aQuestionIsAnsweredFromElsewhereWhileItRuns() throws Exception {
    String file = Files.writeString(directory.resolve("ask.yaml"), ASKING).toString();
    CompletableFuture<String> started = new CompletableFuture<>();
    CompletableFuture<CliRun> run =
        CompletableFuture.supplyAsync(
            () -> home.run(_ -> started.complete(""), "run", file, "--output", "json"));
    started.get(30, TimeUnit.SECONDS);
    String question = pending("");
    CliRun answered =
        home.run("inquiry", "respond", question, "--response", "{\"approved\": true}");
    assertThat(answered.out()).isEqualTo("answered: Sure?\n");
    CliRun ended = run.get(30, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err())
        .contains("heddle inquiry respond " + question + " --field approved=true");
    assertThat(ended.out()).contains("\"ok\": true");
  }

  @Test
  @DisplayName("S1-120, S1-121: pause and resume")
  void pauseAndResume() throws IOException {
    String file = Files.writeString(directory.resolve("ask.yaml"), ASKING).toString();
    String id =
        home.run(reactions -> reactions.get(1).run(), "run", file)
            .out()
            .replaceAll("(?s).*execution resume (\\S+).*", "$1");
    assertThat(home.run("execution", "pause", id, "--reason", "lunch").exitCode()).isZero();
    assertThat(home.run("execution", "pause", id).exitCode()).isEqualTo(1);
    assertThat(home.run("execution", "show", id).out()).contains("paused by", "lunch");
    assertThat(home.run("inquiry", "respond", pending(id), "--field", "approved=no").exitCode())
        .isZero();
    CliRun resumed = home.run("execution", "resume", id);
    assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isZero();
    assertThat(resumed.out()).contains("\"ok\": false");
  }

  @Test
  void cancelEndsWhatWasLeft() throws IOException {
    String file = Files.writeString(directory.resolve("ask.yaml"), ASKING).toString();
    String id =
        home.run(reactions -> reactions.get(1).run(), "run", file)
            .out()
            .replaceAll("(?s).*execution resume (\\S+).*", "$1");
    assertThat(home.run("execution", "cancel", id).exitCode()).isZero();
    assertThat(home.run("execution", "show", id).out()).contains("test.asking  cancelled");
    CliRun again = home.run("execution", "cancel", id);
    assertThat(again.exitCode()).isEqualTo(1);
  }

  @Test
  @DisplayName("S1-123: retry goes on from the failed task")
  void retryGoesOnFromTheFailedTask() throws IOException {
    CliRun failed =
        home.run("run", Path.of("..", "examples", "retry.yaml").toString(), "-p", "failures=9");
    assertThat(failed.exitCode()).isEqualTo(1);
    String id = failed.out().replaceAll("(?s).*execution retry (\\S+).*", "$1");
    CliRun retried = home.run("execution", "retry", id, "--output", "json");
    assertThat(retried.exitCode()).isEqualTo(1);
    for (String steer : new String[] {"cancel", "resume", "pause"}) {
      CliRun late = home.run("execution", steer, id);
      assertThat(late.exitCode()).isEqualTo(1);
      assertThat(late.err())
          .contains("The execution has ended: failed", "heddle execution retry " + id);
    }
    assertThat(retried.out()).contains("\"status\": \"failed\"").doesNotContain("\"id\": \"" + id);
  }

  @Test
  void parametersComeFromAFileAndStandardInputToo() throws IOException {
    String example = Path.of("..", "examples", "parameters.yaml").toString();
    CliRun run =
        home.runWithInput(
            "name: Ada\nlanguage: fr\n",
            "run",
            example,
            "--params-file",
            "-",
            "-p",
            "times=2",
            "-j");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Bonjour Ada");
  }

  @Test
  void aFileThatIsNotThereIsAUsageError() {
    assertThat(home.run("run", "no-such.yaml"))
        .isEqualTo(new CliRun(2, "", "heddle: there is no file no-such.yaml\n"));
  }

  @Test
  void aParameterThatNoTextCanHoldIsRefusedWithItsPlace() {
    String example = Path.of("..", "examples", "parameters.yaml").toString();
    CliRun run = home.run("run", example, "-p", "name=\"\\u0000\"");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("parameters.name: holds a NUL at character 1");
  }

  private String pending(String execution) {
    while (true) {
      String list = home.run("inquiry", "list", "--output", "json").out();
      for (Value each : ((ListValue) Json.read(list)).items()) {
        String id = text((MapValue) each, "id");
        if (text((MapValue) each, "execution").startsWith(execution)) {
          return id;
        }
      }
    }
  }

  private static String text(MapValue map, String key) {
    return map.get(key) instanceof TextValue text ? text.text() : "";
  }

  private String workflow(String line) throws IOException {
    return Files.writeString(
            directory.resolve("flow.yaml"),
            """
            ref: test.flow
            label: Test
            version: "1"
            tasks:
              - name: a
                action: core.noop
                %s
              - name: b
                action: core.noop
            """
                .formatted(line))
        .toString();
  }

  private static String sleeping(String line) {
    return """
    ref: test.sleeping
    label: Sleeping
    version: "1"
    %s
    tasks:
      - name: sleep
        action: core.sleep
        input: {seconds: 600}
    """
        .formatted(line);
  }

  private static final String ASKING =
      """
      ref: test.asking
      label: Asking
      version: "1"
      tasks:
        - name: ask
          action: core.ask
          input:
            prompt: Sure?
            response_schema:
              approved: {type: boolean, required: true}
      output_map:
        ok: "{{ task.ask.result.approved }}"
      """;
}
