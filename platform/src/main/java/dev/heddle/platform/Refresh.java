package dev.heddle.platform;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks regularly whether other processes changed what is kept in memory here: one small query each
 * per second is what it costs to see a key or a workflow of another process a second later.
 */
public final class Refresh implements AutoCloseable {

  /** How old what is kept in memory may be. */
  public static final Duration STANDARD = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Refresh.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("heddle-refresh").factory());

  /** Starts looking; until closed. */
  public Refresh(Duration every, List<Runnable> looks) {
    for (Runnable look : List.copyOf(looks)) {
      Future<?> _ =
          thread.scheduleWithFixedDelay(
              () -> run(look), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** A database that is away now may be back the next time. */
  private static void run(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      LOG.warn("cannot see whether packs, workflows or keys have changed: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
