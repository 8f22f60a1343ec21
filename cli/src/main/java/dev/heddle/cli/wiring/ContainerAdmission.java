package dev.heddle.cli.wiring;

import dev.heddle.dispatch.ExecutionLimit;
import dev.heddle.engine.loop.EngineNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a limit of executions which of them have ended or gone to another server (S4-35). */
final class ContainerAdmission implements AutoCloseable {

  private static final String VARIABLE = "HEDDLE_CONTAINER_EXECUTIONS";
  private static final int USUAL = 5;
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final ExecutionLimit limit;
  private final CountDownLatch closed = new CountDownLatch(1);

  ContainerAdmission(ExecutionLimit limit) {
    this.limit = limit;
  }

  /**
   * How many executions may work at once.
   *
   * @throws IllegalArgumentException if the environment says what cannot be
   */
  static int most(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "").strip();
    if (value.isEmpty()) {
      return USUAL;
    }
    if (!value.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException(VARIABLE + " must be a number from 1 on, not " + value);
    }
    return Integer.parseInt(value);
  }

  /** Looks at the executions of a node until closed. */
  void start(EngineNode node) {
    node.watchEnds(limit::ended);
    Thread.ofVirtual().name("container-admission").start(() -> run(node));
  }

  private void run(EngineNode node) {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        limit.release(execution -> !node.owns(execution));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
