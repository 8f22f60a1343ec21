package dev.heddle.cli.wiring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes over now and then what other processes changed. */
final class Refreshing implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Refreshing.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final List<Runnable> refreshments;
  private final CountDownLatch closed = new CountDownLatch(1);

  Refreshing(List<Runnable> refreshments) {
    this.refreshments = List.copyOf(refreshments);
  }

  void start() {
    Thread.ofVirtual().name("refreshing").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        refresh();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh() {
    try {
      refreshments.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "could not refresh keys, packs, rights and policies", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
