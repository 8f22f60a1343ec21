package dev.heddle.cli.wiring;

import dev.heddle.engine.Engine;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.worker.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Removes containers of steps once the end of their attempt is durable: not before, because until
 * then a container is how anybody would know that the attempt has run.
 */
final class ContainerTidying implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ContainerTidying.class.getName());
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(60);

  private final Worker worker;
  private final ExecutionQueries queries;
  private final BlockingQueue<ExecutionId> changed = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  ContainerTidying(Worker worker, ExecutionQueries queries) {
    this.worker = worker;
    this.queries = queries;
  }

  /**
   * @param sweeps whether it also looks for containers that former processes left
   */
  void start(Engine engine, boolean sweeps) {
    engine.watch(this::note);
    Thread.ofVirtual().name("container-tidying").start(() -> run(sweeps));
  }

  private void note(ExecutionId execution) {
    if (worker.endedContainers().contains(execution)) {
      changed.add(execution);
    }
  }

  private void run(boolean sweeps) {
    long nextSweep = System.nanoTime();
    try {
      while (!closed) {
        if (sweeps && System.nanoTime() - nextSweep >= 0) {
          nextSweep = System.nanoTime() + SWEEP_INTERVAL.toNanos();
          sweep();
        }
        ExecutionId execution = changed.poll(1, TimeUnit.SECONDS);
        if (execution != null) {
          tidyUnlessClosed(execution);
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweep() {
    try {
      worker.sweepContainers(openAttempts());
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.DEBUG, "containers could not be swept", failed);
    }
  }

  private synchronized void tidyUnlessClosed(ExecutionId execution) {
    if (!closed) {
      tidy(execution);
    }
  }

  private void tidy(ExecutionId execution) {
    try {
      worker.tidyContainers(execution, openAttempts());
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.WARNING, "containers could not be removed", failed);
    }
  }

  /** Reads the tasks of each execution once. */
  private Predicate<AttemptId> openAttempts() {
    Map<ExecutionId, List<TaskExecution>> read = new HashMap<>();
    return attempt ->
        read.computeIfAbsent(attempt.execution(), queries::tasks).stream()
            .anyMatch(task -> task.key().equals(attempt.task()) && !task.status().isTerminal());
  }

  /** Stops and removes what has become durable meanwhile; the engine has ended. */
  @Override
  public synchronized void close() {
    closed = true;
    List.copyOf(worker.endedContainers()).forEach(this::tidy);
  }
}
