package dev.heddle.cli.wiring;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.worker.Worker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Removes containers of steps whose attempts are over: those that a process left which ended before
 * it could.
 */
final class ContainerTidying implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ContainerTidying.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final Worker worker;
  private final ExecutionQueries queries;
  private final CountDownLatch closed = new CountDownLatch(1);

  ContainerTidying(Worker worker, ExecutionQueries queries) {
    this.worker = worker;
    this.queries = queries;
  }

  void start() {
    Thread.ofVirtual().name("container-tidying").start(this::run);
  }

  private void run() {
    try {
      do {
        sweep();
      } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  void sweep() {
    try {
      worker.sweepContainers(openAttempts());
    } catch (RuntimeException failed) {
      LOG.log(System.Logger.Level.DEBUG, "containers could not be swept", failed);
    }
  }

  /** Reads the tasks of each execution once. */
  private Predicate<AttemptId> openAttempts() {
    Map<ExecutionId, List<TaskExecution>> read = new HashMap<>();
    return attempt ->
        read.computeIfAbsent(attempt.execution(), queries::tasks).stream()
            .anyMatch(task -> task.key().equals(attempt.task()) && !task.status().isTerminal());
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
