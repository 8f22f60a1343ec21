package dev.heddle.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExecutionLimitTest {

  private final List<String> begun = new ArrayList<>();
  private final List<String> ended = new ArrayList<>();
  private final ExecutionLimit limit =
      new ExecutionLimit(new Recording(), 5, InstantSource.fixed(Instant.EPOCH));
  private final Ear ear = new Ear();

  private static ExecutionId execution(int number) {
    return new ExecutionId(1_000 + number);
  }

  private static AttemptId attempt(int execution, int task) {
    return new AttemptId(execution(execution), TaskKey.first(task, 1));
  }

  private void start(int execution, int task, Executor executor) {
    limit.start(
        new Assignment(
            attempt(execution, task),
            "container.w",
            execution + "/" + task,
            new Action("core.x", "", "", true, Parameters.ANY, executor, Optional.empty()),
            MapValue.EMPTY,
            Optional.empty(),
            Map.of()),
        ear);
  }

  private void step(int execution, int task) {
    start(execution, task, new Executor.Container());
  }

  private void fiveWork() {
    for (int i = 1; i <= 5; i++) {
      step(i, 0);
    }
    assertThat(begun).containsExactly("1/0", "2/0", "3/0", "4/0", "5/0");
    begun.clear();
  }

  @Test
  @DisplayName("S4-35: the sixth execution waits, further steps of the five do not")
  void theSixthWaits() {
    fiveWork();
    step(6, 0);
    step(3, 1);
    assertThat(begun).containsExactly("3/1");
    limit.ended(execution(3));
    assertThat(begun).containsExactly("3/1", "6/0");
    step(6, 1);
    assertThat(begun).containsExactly("3/1", "6/0", "6/1");
  }

  @Test
  @DisplayName("S4-35: the oldest comes first, with all its steps")
  void theOldestComesFirst() {
    fiveWork();
    step(8, 0);
    step(7, 0);
    step(7, 1);
    assertThat(limit.waiting()).isEqualTo(2);
    limit.ended(execution(1));
    assertThat(begun).containsExactly("7/0", "7/1");
    limit.ended(execution(2));
    assertThat(begun).endsWith("8/0");
  }

  @Test
  void otherWorkDoesNotWait() {
    fiveWork();
    start(6, 0, new Executor.Builtin("noop"));
    assertThat(begun).containsExactly("6/0");
  }

  @Test
  @DisplayName("S4-42: what waits can be cancelled")
  void whatWaitsCanBeCancelled() {
    fiveWork();
    step(6, 0);
    limit.interrupt(attempt(6, 0));
    limit.interrupt(attempt(1, 0));
    assertThat(ended).containsExactly(attempt(6, 0) + " Cancelled");
    assertThat(begun).containsExactly("interrupt " + attempt(1, 0));
    assertThat(limit.waiting()).isZero();
  }

  @Test
  void aPlaceOfWhatWentElsewhereIsFreed() {
    fiveWork();
    step(6, 0);
    limit.release(execution(2)::equals);
    assertThat(begun).containsExactly("6/0");
  }

  @Test
  void whatWaitsForAnotherNodeIsForgotten() {
    fiveWork();
    step(6, 0);
    limit.forget(ear);
    limit.ended(execution(1));
    assertThat(begun).isEmpty();
  }

  @Test
  void whatEndsWhileItWaitsNeedsNoPlace() {
    fiveWork();
    step(6, 0);
    limit.ended(execution(6));
    limit.ended(execution(1));
    assertThat(begun).isEmpty();
  }

  private final class Recording implements TaskRunner {
    @Override
    public void start(Assignment assignment, TaskListener listener) {
      begun.add(assignment.task());
    }

    @Override
    public void interrupt(AttemptId attempt) {
      begun.add("interrupt " + attempt);
    }
  }

  private final class Ear implements TaskListener {
    @Override
    public void started(AttemptId attempt, Instant at) {}

    @Override
    public void logged(AttemptId attempt, LogLine line) {}

    @Override
    public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
      ended.add(attempt + " " + report.getClass().getSimpleName());
    }
  }
}
