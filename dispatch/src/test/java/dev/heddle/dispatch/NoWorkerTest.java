package dev.heddle.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.Parameters;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NoWorkerTest {

  private final List<String> seen = new ArrayList<>();

  private final NoWorker none =
      new NoWorker(
          InstantSource.fixed(Instant.EPOCH),
          new TaskRunner() {
            @Override
            public void start(Assignment assignment, TaskListener listener) {
              seen.add("own worker");
            }

            @Override
            public void interrupt(AttemptId attempt) {
              seen.add("interrupt");
            }
          });

  private void start(Executor executor) {
    none.start(
        new Assignment(
            FleetBench.attempt(1),
            "w",
            "t",
            new Action("a.b", "", "", true, Parameters.ANY, executor, Optional.empty()),
            MapValue.EMPTY,
            Optional.empty(),
            Map.of()),
        new TaskListener() {
          @Override
          public void started(AttemptId attempt, Instant at) {}

          @Override
          public void logged(AttemptId attempt, LogLine line) {}

          @Override
          public void finished(AttemptId attempt, Instant from, Instant to, Report report) {
            seen.add(((Report.Failed) report).failure().type());
          }
        });
  }

  @Test
  @DisplayName("S3-56: script files run on a server that leaves all other work to workers")
  void onlyScriptsRunHere() {
    start(new Executor.Script("python", SourceSpan.NONE, "pass", ""));
    none.interrupt(FleetBench.attempt(1));
    start(new Executor.Builtin("noop"));
    assertThat(seen).containsExactly("own worker", "interrupt", "unsupported_work");
  }
}
