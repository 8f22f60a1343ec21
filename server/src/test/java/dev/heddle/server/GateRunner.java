package dev.heddle.server;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Prints a line for each attempt; {@code core.noop} then succeeds, {@code test.fail} fails, and
 * {@code test.hold} waits until the test opens the gate.
 */
final class GateRunner implements TaskRunner {

  private final Map<AttemptId, Runnable> held = new ConcurrentHashMap<>();
  private final Set<String> holding = ConcurrentHashMap.newKeySet();
  private final CountDownLatch gate = new CountDownLatch(1);

  /** Holds tasks of this name as well. */
  void hold(String task) {
    holding.add(task);
  }

  /** Lets everything held, and everything that comes, go on. */
  void open() {
    gate.countDown();
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    AttemptId attempt = assignment.attempt();
    Instant begun = Instant.now();
    listener.started(attempt, begun);
    listener.logged(
        attempt, new LogLine(begun, LogLine.Stream.STDOUT, assignment.task() + " says"));
    held.put(
        attempt,
        () -> listener.finished(attempt, begun, Instant.now(), new Report.Cancelled(null)));
    Thread.startVirtualThread(() -> work(assignment, listener, begun));
  }

  private void work(Assignment assignment, TaskListener listener, Instant begun) {
    Report report = new Report.Succeeded(MapValue.EMPTY);
    if (assignment.action().ref().equals("test.fail")) {
      report = new Report.Failed(Failure.of("action_failed", "it broke"), null);
    }
    if (assignment.action().executor() instanceof Executor.Script) {
      report = new Report.Succeeded(scriptResult(assignment));
    }
    if (assignment.action().ref().equals("test.hold")
        || assignment.task().equals("hold-step")
        || holding.contains(assignment.task())) {
      try {
        gate.await();
      } catch (InterruptedException stopped) {
        return;
      }
    }
    if (held.remove(assignment.attempt()) != null) {
      listener.finished(assignment.attempt(), begun, Instant.now(), report);
    }
  }

  private static MapValue scriptResult(Assignment assignment) {
    return MapValue.builder()
        .put("stdout", assignment.task() + " says")
        .put(
            "output",
            ArtifactPath.output(assignment.attempt().execution(), assignment.task()).text())
        .build();
  }

  @Override
  public void interrupt(AttemptId attempt) {
    Runnable end = held.remove(attempt);
    if (end != null) {
      end.run();
    }
  }
}
