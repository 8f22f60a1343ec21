package dev.heddle.testkit;

import static dev.heddle.testkit.Answered.assertConflict;
import static dev.heddle.testkit.Answered.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.MapValue;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Pausing and resuming an execution")
final class PauseTest {

  private static final String CHAIN =
      """
      - {name: a, action: t.a, on_success: b, on_complete: c}
      - {name: b, action: t.b}
      - {name: c, action: t.c}
      """;

  private final Workbench bench = new Workbench();

  private Reply pause(ExecutionId run) {
    return bench.submit(run, new Command.Pause("me", "lunch"));
  }

  private Reply resume(ExecutionId run) {
    return bench.submit(run, new Command.Resume("me"));
  }

  @Test
  @DisplayName("S1-120, S1-121: task 1 completes while paused, task 2 starts on resume")
  void pauseAndResume() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    assertDone(pause(run));
    assertThat(bench.execution(run).isPaused()).isTrue();
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a completed");
    bench.restart();
    assertThat(bench.running()).isEmpty();
    assertDone(resume(run));
    assertThat(bench.running()).containsExactly("b", "c");
    assertThat(bench.started()).containsExactly("a", "b", "c");
  }

  @Test
  @DisplayName("S1-120, S1-121: not running, already paused and not paused are conflicts")
  void pauseConflicts() {
    ExecutionId run = bench.start(bench.tasks("- {name: a, action: t.a}"));
    assertConflict(resume(run));
    assertDone(pause(run));
    assertConflict(pause(run));
    assertDone(resume(run));
    assertConflict(resume(run));
    bench.succeed("a");
    assertConflict(pause(run));
    assertConflict(resume(run));
  }

  @Test
  @DisplayName("S1-121: completions are acted on in the order in which they came")
  void completionsInOrder() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                tasks:
                  - {name: a, action: t.a, publish: [{x: a}]}
                  - {name: b, action: t.b, publish: [{x: b}]}
                output_map: {x: "{{ vars.x }}"}
                """));
    pause(run);
    bench.succeed("b", "a");
    bench.restart();
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.RUNNING);
    resume(run);
    assertThat(bench.result(run)).isEqualTo("{\"x\":\"a\",\"succeeded\":true}");
  }

  @Test
  @DisplayName("S1-120: no retry starts while paused, also not one that fell due")
  void pauseHoldsRetries() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, retry: {count: 2, delay: 10}}"));
    bench.fail("a");
    pause(run);
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.running()).isEmpty();
    bench.restart();
    assertThat(bench.running()).isEmpty();
    resume(run);
    assertThat(bench.running()).containsExactly("a");
  }

  @Test
  @DisplayName("S1-120: a failure while paused is retried only after resume")
  void failureWhilePaused() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, retry: {count: 2, delay: 10}}"));
    pause(run);
    bench.fail("a");
    bench.pass(Duration.ofMinutes(5));
    assertThat(bench.rows(run)).containsExactly("a failed");
    resume(run);
    assertThat(bench.rows(run)).containsExactly("a failed", "a waiting");
    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.running()).containsExactly("a");
  }

  @Test
  @DisplayName("S1-120: an inquiry can be answered while paused; what follows waits")
  void answerWhilePaused() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: ask, action: core.ask, input: {prompt: P}, on_success: b}
                - {name: b, action: t.b}
                """));
    pause(run);
    bench.submit(
        run, new Command.Respond(bench.pendingInquiry().id().task(), MapValue.EMPTY, "alice"));
    assertThat(bench.running()).isEmpty();
    resume(run);
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-121: a timeout of an inquiry that passed while paused takes effect on resume")
  void inquiryTimeoutOnResume() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: ask, action: core.ask, input: {prompt: P}, timeout: 5, on_timeout: b}
                - {name: b, action: t.b}
                """));
    pause(run);
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.rows(run)).containsExactly("ask waiting");
    resume(run);
    assertThat(bench.running()).containsExactly("b");
  }

  @Test
  @DisplayName("S1-121, S1-099: a time limit that passed while paused takes effect on resume")
  void deadlineOnResume() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                timeout: 10
                tasks: [{name: a, action: t.a, on_success: b}, {name: b, action: t.b}]
                """));
    pause(run);
    bench.succeed("a");
    bench.pass(Duration.ofMinutes(1));
    resume(run);
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.TIMEOUT);
    assertThat(bench.rows(run)).containsExactly("a completed");
  }
}
