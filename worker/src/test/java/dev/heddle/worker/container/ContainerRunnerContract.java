package dev.heddle.worker.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Report;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import dev.heddle.worker.process.ProcessSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every runner of steps does alike. */
abstract class ContainerRunnerContract {

  private static final Duration GRACE = Duration.ofMillis(200);

  Worker worker;

  abstract ContainerSettings settings();

  /** What the engine calls the image of the tests; nothing where there is no engine. */
  abstract Value imageId();

  @BeforeEach
  void openWorker() {
    worker = newWorker(settings());
  }

  static Worker newWorker(ContainerSettings settings) {
    return new Worker(
        WorkerSettings.standard()
            .withProcesses(ProcessSettings.DEFAULT.withGrace(GRACE, GRACE))
            .withContainers(settings),
        Map.of("PATH", System.getenv("PATH")),
        InstantSource.system());
  }

  @AfterEach
  void closeWorker() {
    worker.close();
  }

  Run start(Step step) {
    Run run = new Run(true);
    worker.start(step.assignment(), run);
    return run;
  }

  @Test
  @DisplayName("S4-24: exit code 0 is success, and what was printed is the result")
  void exitCodeZeroIsSuccess() throws Exception {
    Run run = start(Step.shell("echo out; echo err >&2"));
    MapValue expected =
        (MapValue)
            Json.read(
                "{\"outputs\": {}, \"stdout\": \"out\\n\", \"stderr\": \"err\\n\","
                    + " \"exit_code\": 0, \"succeeded\": true}");
    assertThat(run.succeeded().entries()).containsAllEntriesOf(expected.entries());
    assertThat(run.image("id")).as("U-10").isEqualTo(imageId());
  }

  @Test
  @DisplayName("S4-24: exit code 1 is failure, and there are no outputs")
  void anotherExitCodeIsFailure() throws Exception {
    Run run = start(Step.shell("echo '{\"a\": 1}'; echo the disk is full >&2; exit 3"));
    assertThat(run.failed().type()).isEqualTo("action_failed");
    assertThat(run.failed().message()).isEqualTo("exit code 3: the disk is full");
    assertThat(run.failed().details().get("exit_code")).isEqualTo(Value.of(3));
    assertThat(Objects.requireNonNull(((Report.Failed) run.report()).result()).toString())
        .doesNotContain("outputs");
  }

  @Test
  @DisplayName("S4-29: a JSON object in the last line after log lines is the outputs")
  void aJsonLineIsTheOutputs() throws Exception {
    Run run = start(Step.shell("echo loading; echo '{\"n\": 3, \"ok\": true, \"l\": [1]}'; echo"));
    assertThat(run.outputs()).isEqualTo(Json.read("{\"n\": 3, \"ok\": true, \"l\": [1]}"));
  }

  @Test
  @DisplayName("S4-29: the whole of standard output may be a JSON object")
  void allOfStandardOutputMayBeJson() throws Exception {
    Run run = start(Step.shell("printf '{\\n \"n\":\\n 3}\\n'"));
    assertThat(run.outputs()).isEqualTo(Json.read("{\"n\": 3}"));
  }

  @Test
  @DisplayName("S4-29: STEP_OUTPUTS has lines NAME=VALUE and wins over what was printed")
  void theOutputsFileWins() throws Exception {
    Run run =
        start(
            Step.shell(
                "echo NAME=from the file = whole > $STEP_OUTPUTS; echo '{\"NAME\": 1, \"o\": 2}'"));
    assertThat(run.outputs())
        .isEqualTo(Json.read("{\"NAME\": \"from the file = whole\", \"o\": 2}"));
  }

  @Test
  @DisplayName("S4-29: STEP_OUTPUTS may be one JSON object, whose values keep their type")
  void theOutputsFileMayBeJson() throws Exception {
    Run run = start(Step.shell("echo '{\"n\": 1.5, \"m\": {\"k\": null}}' > $STEP_OUTPUTS"));
    assertThat(run.outputs()).isEqualTo(Json.read("{\"n\": 1.5, \"m\": {\"k\": null}}"));
  }

  @Test
  @DisplayName("S4-05, S4-21: an argument with blanks and quotes arrives as one")
  void argumentsAreNotSplit() throws Exception {
    Run run = start(Step.command("echo", "it's  two", "\"words\"; $HOME"));
    assertThat(run.stdout()).isEqualTo("it's  two \"words\"; $HOME\n");
  }

  @Test
  @DisplayName("S4-30: standard input is empty, whatever a step depends on")
  void standardInputIsEmpty() throws Exception {
    assertThat(start(Step.shell("cat; echo over")).stdout()).isEqualTo("over\n");
  }

  @Test
  @DisplayName("S4-19: the shell in a command sees the step's variables")
  void theShellSeesTheVariables() throws Exception {
    Run run = start(Step.shell("echo ${X}").variable("X", Value.of("given")));
    assertThat(run.stdout()).isEqualTo("given\n");
  }

  @Test
  @DisplayName("S4-28: an attempt that takes too long is ended and has timed out")
  void anAttemptThatTakesTooLongIsEnded() throws Exception {
    Run run = start(Step.shell("sleep 1000").timeout(Duration.ofSeconds(1)));
    assertThat(run.report())
        .isInstanceOfSatisfying(
            Report.TimedOut.class,
            timedOut -> assertThat(timedOut.failure().type()).isEqualTo("timeout"));
  }

  @Test
  @DisplayName("S4-42: a cancelled attempt is ended")
  void aCancelledAttemptIsEnded() throws Exception {
    Step step = Step.shell("echo ready; sleep 1000");
    Run run = start(step);
    run.awaitLine("ready");
    worker.interrupt(step.attempt());
    assertThat(run.report()).isInstanceOf(Report.Cancelled.class);
  }

  @Test
  void linesAreLoggedWhileTheStepRuns() throws Exception {
    Step step = Step.shell("echo first; sleep 1000");
    Run run = start(step);
    run.awaitLine("first");
    assertThat(run.isOver()).isFalse();
    worker.interrupt(step.attempt());
    run.report();
  }

  @Test
  void aCommandThatIsNotThereFailsWithAReason() throws Exception {
    Run run = start(Step.command("no-such-program"));
    assertThat(run.failed().type()).isEqualTo("container_error");
    assertThat(run.failed().message()).contains("no-such-program");
  }

  @Test
  void aStepKnowsItsAttempt() throws Exception {
    Step step = Step.shell("echo $HEDDLE_ATTEMPT_ID $HEDDLE_TASK $HEDDLE_WORKFLOW");
    assertThat(start(step).stdout()).isEqualTo(step.attempt() + " step container.test\n");
  }

  @Test
  @DisplayName("Security row 26: much output is cut, but its last line counts")
  void muchOutputIsCutButItsLastLineCounts() throws Exception {
    Run run = start(Step.shell("yes 0123456789abcdef | head -c 3000000; echo; echo '{\"n\": 1}'"));
    assertThat(run.outputs()).isEqualTo(Json.read("{\"n\": 1}"));
    assertThat(run.stdout()).hasSizeLessThan(1_100_000).contains("truncated");
  }

  @Test
  @DisplayName("Security row 21: a secret that a step prints is neither logged nor a result")
  void secretsAreRedacted() throws Exception {
    Run run =
        start(
            Step.shell(
                    "echo $TOKEN; echo $TOKEN >&2; echo T=$TOKEN > $STEP_OUTPUTS; echo"
                        + " \"{\\\"a\\\": \\\"$TOKEN\\\"}\"")
                .variable("TOKEN", SecretValue.mark(Value.of("canary-5f1e"))));
    assertThat(run.succeeded().toString()).doesNotContain("canary-5f1e").contains("[secret]");
    assertThat(run.log()).noneMatch(line -> line.contains("canary"));
  }

  static long number(Value value) {
    return ((IntegerValue) value).number();
  }
}
