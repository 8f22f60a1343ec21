package dev.heddle.cli.wiring;

import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.keys.Keys;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes over now and then what other processes changed. */
final class Refreshing implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Refreshing.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Keys keys;
  private final LiveSight live;
  private final CountDownLatch closed = new CountDownLatch(1);

  Refreshing(Keys keys, LiveSight live) {
    this.keys = keys;
    this.live = live;
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
      keys.refresh();
      live.refresh();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "could not refresh keys and packs", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
