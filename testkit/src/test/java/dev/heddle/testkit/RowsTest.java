package dev.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the rows of an execution keep")
final class RowsTest {

  private static final String CHAIN =
      """
      - {name: a, action: t.a, on_success: b, on_complete: c}
      - {name: b, action: t.b}
      - {name: c, action: t.c}
      """;

  private final Workbench bench = new Workbench();

  @Test
  @DisplayName("S1-119: a running execution keeps the definition it was started with")
  void definitionIsKept() {
    ExecutionId run = bench.start(bench.tasks(CHAIN));
    bench.tasks("- {name: other, action: t.other}");
    bench.restart();
    bench.succeed("a", "b", "c");
    assertThat(bench.status(run)).isEqualTo(ExecutionStatus.COMPLETED);
  }

  @Test
  @DisplayName("S1-118: a task row tells times, attempt, input, result and error")
  void rowsTellEverything() {
    ExecutionId run =
        bench.start(bench.tasks("- {name: a, action: t.a, input: {x: 1}, retry: {count: 1}}"));
    bench.runner.begin(bench.assignment("a").attempt());
    bench.pass(Duration.ofSeconds(2));
    bench.fail("a");
    var row = bench.attempts(run, "a").getFirst();
    assertThat(row.key().attempt()).isEqualTo(1);
    assertThat(row.input()).isEqualTo(Value.map("x", Value.of(1)));
    assertThat(Objects.requireNonNull(row.failure()).message()).isEqualTo("a broke");
    assertThat(row.times().scheduledAt()).isEqualTo(StepClock.START);
    assertThat(row.times().endedAt()).isEqualTo(StepClock.START.plusSeconds(2));
  }
}
