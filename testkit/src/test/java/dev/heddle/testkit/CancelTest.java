package dev.heddle.testkit;

import static dev.heddle.testkit.Answered.assertConflict;
import static dev.heddle.testkit.Answered.assertDone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Cancelling an execution")
final class CancelTest {

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

  private Reply cancel(ExecutionId run, CancellationPolicy policy) {
    return bench.submit(run, new Command.Cancel("me", Optional.of(policy)));
  }

  @Test
  @DisplayName("S1-122: allow_finish lets running tasks end; nothing follows, not even on_complete")
  void cancelAllowFinish() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    assertDone(cancel(run, CancellationPolicy.ALLOW_FINISH));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELING);
    assertThat(bench.runner.interrupted()).isEmpty();
    assertDone(cancel(run, CancellationPolicy.CANCEL_RUNNING));
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELING);
    assertConflict(pause(run));
    bench.succeed("a");
    assertThat(bench.rows(run)).containsExactly("a completed");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.result(run))
        .isEqualTo("{\"error\":\"Workflow cancelled\",\"succeeded\":false}");
    assertConflict(cancel(run, CancellationPolicy.ALLOW_FINISH));
  }

  @Test
  @DisplayName("S1-122: cancel_running interrupts; the workflow's policy is the default")
  void cancelRunning() {
    ExecutionId run =
        bench.start(
            bench.flow(
                """
                ref: test.flow
                label: Test
                version: "1"
                cancellation_policy: cancel_running
                tasks: [{name: a, action: t.a, on_complete: b}, {name: b, action: t.b}]
                """));
    bench.submit(run, new Command.Cancel("me", Optional.empty()));
    assertThat(bench.runner.interrupted()).hasSize(1);
    assertThat(bench.rows(run)).containsExactly("a cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
  }

  @Test
  @DisplayName("S1-122: cancelling during a retry delay, a sleep and a pause ends at once")
  void cancelWhatWaits() {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - {name: a, action: t.a, retry: {count: 2, delay: 10}}
                - {name: s, action: core.sleep, input: {seconds: 9}}
                - {name: d, action: t.d, delay: 9}
                - {name: done, action: t.done, on_success: never}
                - {name: never, action: t.never}
                """));
    bench.fail("a");
    pause(run);
    bench.succeed("done");
    assertDone(cancel(run, CancellationPolicy.ALLOW_FINISH));
    assertThat(bench.rows(run))
        .containsExactlyInAnyOrder(
            "a failed", "s cancelled", "d cancelled", "done completed", "a cancelled");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    bench.pass(Duration.ofHours(1));
    assertThat(bench.running()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("S1-122: cancelling groups and iterations ends them with their last part")
  void cancelContainers(boolean interrupts) {
    ExecutionId run =
        bench.start(
            bench.tasks(
                """
                - name: g
                  type: parallel
                  tasks:
                    - {name: a, action: t.a}
                    - {name: many, action: t.many, with_items: [1, 2, 3]}
                    - name: inner
                      type: parallel
                      tasks: [{name: deep, action: t.deep}]
                """));
    if (interrupts) {
      cancel(run, CancellationPolicy.CANCEL_RUNNING);
    } else {
      cancel(run, CancellationPolicy.ALLOW_FINISH);
      bench.succeed("deep", "many", "a");
    }
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.rows(run)).contains("g cancelled", "inner cancelled", "many cancelled");
    assertThat(bench.rows(run)).noneMatch(row -> row.endsWith("running"));
  }

  @Test
  @DisplayName("S1-122, S1-124: a crash while cancelling ends what was running")
  void crashWhileCancelling() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    cancel(run, CancellationPolicy.ALLOW_FINISH);
    bench.restart();
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.CANCELLED);
    assertThat(bench.running()).isEmpty();
  }
}
