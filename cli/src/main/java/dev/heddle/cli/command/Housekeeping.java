package dev.heddle.cli.command;

import dev.heddle.server.Metrics;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Removes what is old now and then, while a server runs. */
final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final List<Chore> chores;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  Housekeeping(List<Chore> chores) {
    this.chores = List.copyOf(chores);
    this.thread = Thread.ofVirtual().name("housekeeping").start(this::run);
  }

  /** Removes some of what there is too much of, until it is told to stop. */
  @FunctionalInterface
  interface Removal {
    /** How many are gone. */
    long remove(BooleanSupplier stopped) throws IOException, InterruptedException;
  }

  /** One kind of thing that is removed, and how many were. */
  static final class Chore {
    private final String what;
    private final Removal removal;
    private final LongAdder removed = new LongAdder();

    /**
     * @param what a word for logs and metrics
     */
    Chore(String what, Removal removal) {
      this.what = what;
      this.removal = removal;
    }

    /** Lets a server show how many it has removed. */
    Chore shownBy(Metrics metrics) {
      metrics.counter(
          "heddle.removed",
          "Old things this node has removed",
          "what",
          what,
          removed,
          LongAdder::doubleValue);
      return this;
    }

    void run(BooleanSupplier stopped) throws InterruptedException {
      try {
        long count = removal.remove(stopped);
        removed.add(count);
        if (count > 0) {
          LOG.log(Level.INFO, "Removed {0} old {1}", count, what);
        }
      } catch (IOException | RuntimeException failed) {
        LOG.log(Level.WARNING, "Old " + what + " could not be removed; trying again", failed);
      }
    }
  }

  private void run() {
    try {
      Duration pause = FIRST;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        for (Chore chore : chores) {
          chore.run(() -> closed.getCount() == 0);
        }
        pause = INTERVAL;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
