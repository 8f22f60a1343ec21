package dev.heddle.dispatch;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Lets only so many executions of container steps work on a server at once (S4-35). An execution
 * has its place from its first attempt until it has ended; the attempts of others wait, those of
 * the oldest execution first. All methods may be called from any thread.
 */
public final class ExecutionLimit implements TaskRunner {

  private final TaskRunner runner;
  private final int most;
  private final InstantSource clock;
  private final Set<ExecutionId> working = new HashSet<>();
  private final TreeMap<ExecutionId, Map<AttemptId, Waiting>> waiting = new TreeMap<>();

  private record Waiting(Assignment assignment, TaskListener listener) {}

  /**
   * A limit in front of a runner.
   *
   * @param most how many executions, at least one
   */
  public ExecutionLimit(TaskRunner runner, int most, InstantSource clock) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one execution must be able to work");
    }
    this.runner = runner;
    this.most = most;
    this.clock = clock;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    if (assignment.action().executor() instanceof Executor.Container
        && waits(assignment, listener)) {
      return;
    }
    runner.start(assignment, listener);
  }

  private synchronized boolean waits(Assignment assignment, TaskListener listener) {
    ExecutionId execution = assignment.attempt().execution();
    if (working.contains(execution)) {
      return false;
    }
    if (working.size() < most) {
      working.add(execution);
      return false;
    }
    waiting
        .computeIfAbsent(execution, _ -> new LinkedHashMap<>())
        .put(assignment.attempt(), new Waiting(assignment, listener));
    return true;
  }

  @Override
  public Optional<Report> atOnce(Assignment assignment) {
    return runner.atOnce(assignment);
  }

  @Override
  public void interrupt(AttemptId attempt) {
    Optional<Waiting> dropped = drop(attempt);
    if (dropped.isEmpty()) {
      runner.interrupt(attempt);
      return;
    }
    Instant now = clock.instant();
    dropped.get().listener().finished(attempt, now, now, new Report.Cancelled(null));
  }

  private synchronized Optional<Waiting> drop(AttemptId attempt) {
    Map<AttemptId, Waiting> others = waiting.get(attempt.execution());
    if (others == null) {
      return Optional.empty();
    }
    Optional<Waiting> dropped = Optional.ofNullable(others.remove(attempt));
    if (others.isEmpty()) {
      waiting.remove(attempt.execution());
    }
    return dropped;
  }

  @Override
  public void flush() {
    runner.flush();
  }

  @Override
  public void forget(TaskListener gone) {
    synchronized (this) {
      waiting.values().forEach(each -> each.values().removeIf(one -> one.listener().equals(gone)));
      waiting.values().removeIf(Map::isEmpty);
    }
    runner.forget(gone);
  }

  /** The execution has ended: the next one may work. */
  public void ended(ExecutionId execution) {
    release(List.of(execution));
  }

  /**
   * Takes their places from executions that are not advanced here any more; to be called now and
   * then, because nobody says so.
   */
  public void release(Predicate<ExecutionId> isGone) {
    List<ExecutionId> present;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      present = List.copyOf(working);
    }
    release(present.stream().filter(isGone).toList());
  }

  private void release(List<ExecutionId> gone) {
    List<Waiting> next = new ArrayList<>();
    synchronized (this) {
      gone.forEach(working::remove);
      gone.forEach(waiting::remove);
      while (working.size() < most && !waiting.isEmpty()) {
        Map.Entry<ExecutionId, Map<AttemptId, Waiting>> oldest = waiting.pollFirstEntry();
        working.add(oldest.getKey());
        next.addAll(oldest.getValue().values());
      }
    }
    if (next.isEmpty()) {
      return;
    }
    next.forEach(each -> runner.start(each.assignment(), each.listener()));
    runner.flush();
  }

  /** How many executions wait for a place. */
  public synchronized int waiting() {
    return waiting.size();
  }
}
