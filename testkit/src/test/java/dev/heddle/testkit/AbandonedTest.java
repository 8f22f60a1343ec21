package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.Value;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** S1-124: what becomes of attempts whose worker is lost. */
class AbandonedTest {

  private static final Report LOST =
      new Report.Abandoned(Failure.of("worker_lost", "Worker w1 was not heard for 90 seconds"));

  private final Workbench bench = new Workbench();

  @Test
  @DisplayName("S1-124: an abandoned attempt is recorded as such and offered again at once")
  void anAbandonedAttemptIsOfferedAgain() {
    ExecutionId run = bench.start(bench.tasks("- {name: a, action: t.a}"));
    bench.end("a", LOST);
    assertThat(bench.rows(run)).containsExactly("a abandoned", "a scheduled");
    bench.succeed("a", Value.map("n", Value.of(1)));
    assertThat(bench.execution(run).status()).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-124: a task whose workers are lost again and again fails")
  void aTaskThatLosesEveryWorkerFails() {
    ExecutionId run =
        bench.start(
            bench.tasks("- {name: a, action: t.a, on_failure: b}\n- {name: b, action: t.b}"));
    for (int i = 0; i < 4; i++) {
      bench.end("a", LOST);
    }
    assertThat(bench.rows(run))
        .containsExactly("a abandoned", "a abandoned", "a abandoned", "a abandoned", "b scheduled");
    assertThat(bench.started()).containsExactly("a", "a", "a", "a", "b");
  }

  @Test
  void theRetriesOfTheTaskComeBesides() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, retry: {count: 1, delay: 60}}"));
    bench.end("a", LOST);
    assertThat(bench.started()).containsExactly("a", "a");
    bench.fail("a");
    assertThat(bench.execution(run).status()).isEqualTo(ExecutionStatus.FAILED);
  }
}
