package dev.heddle.platform.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps executions for a time after their end and then lets them go, in small batches with pauses
 * between them, so that those that run do not notice.
 */
public final class Retention {

  private static final int BATCH = 100;

  /** After a batch, it rests this many times as long as the batch took. */
  private static final int REST = 3;

  private final RetentionStore store;
  private final InstantSource clock;

  public Retention(RetentionStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What was removed. */
  public record Removed(long executions, int definitions) {}

  /** How many executions {@link #prune} would remove. */
  public long count(Duration age) {
    return store.count(clock.instant().minus(age));
  }

  /**
   * Removes what ended longer ago than {@code age}.
   *
   * @param stopped looked at between batches
   * @return empty if another process is at it
   */
  public Optional<Removed> prune(Duration age, BooleanSupplier stopped)
      throws InterruptedException {
    Optional<RetentionStore.Claim> claim = store.claim();
    if (claim.isEmpty()) {
      return Optional.empty();
    }
    try (RetentionStore.Claim _ = claim.get()) {
      return Optional.of(remove(clock.instant().minus(age), stopped));
    }
  }

  private Removed remove(Instant before, BooleanSupplier stopped) throws InterruptedException {
    long executions = 0;
    RetentionStore.Batch batch = new RetentionStore.Batch(0, 0, true);
    while (batch.more() && !stopped.getAsBoolean()) {
      long from = System.nanoTime();
      batch = store.remove(before, batch.last(), BATCH);
      executions += batch.executions();
      if (batch.more()) {
        Thread.sleep(Duration.ofNanos(REST * (System.nanoTime() - from)));
      }
    }
    return new Removed(executions, batch.more() ? 0 : store.removeDefinitions(before));
  }
}
