package dev.heddle.cli.command;

import dev.heddle.platform.operations.Retention;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Removes old executions now and then, while a server runs; one server of a database at a time. */
final class RetentionLoop implements AutoCloseable {

  private static final Logger LOG = System.getLogger(RetentionLoop.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Retention retention;
  private final Duration age;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  RetentionLoop(Retention retention, Duration age) {
    this.retention = retention;
    this.age = age;
    this.thread = Thread.ofVirtual().name("retention").start(this::run);
  }

  private void run() {
    try {
      Duration pause = FIRST;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        prune();
        pause = INTERVAL;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void prune() throws InterruptedException {
    try {
      retention
          .prune(age, () -> closed.getCount() == 0)
          .filter(removed -> removed.executions() > 0)
          .ifPresent(removed ->
              LOG.log(
                  Level.INFO,
                  "Removed {0} executions that ended more than {1} ago",
                  removed.executions(),
                  age));
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Old executions could not be removed; trying again later", failed);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
