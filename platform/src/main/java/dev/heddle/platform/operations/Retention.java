package dev.heddle.platform.operations;

import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Keeps executions for a time after their end, events for a time after they happened, and then lets
 * them go, in small batches with pauses between them, so that what runs does not notice.
 */
public final class Retention {

  private static final int BATCH = 100;

  /** After a batch, it rests this many times as long as the batch took. */
  private static final int REST = 3;

  private static final Logger LOG = System.getLogger(Retention.class.getName());

  private final RetentionStore store;
  private final ArtifactStore artifacts;
  private final InstantSource clock;

  public Retention(RetentionStore store, ArtifactStore artifacts, InstantSource clock) {
    this.store = store;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  /** What was removed. */
  public record Removed(long executions, int definitions) {}

  /** One batch after that of which the last id is given. */
  private interface Step {
    RetentionStore.Batch remove(long after);
  }

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
      Instant before = clock.instant().minus(age);
      long executions = inBatches(after -> store.remove(before, after, BATCH), stopped);
      int definitions = stopped.getAsBoolean() ? 0 : store.removeDefinitions(before);
      removeArtifacts(stopped);
      return Optional.of(new Removed(executions, definitions));
    }
  }

  /**
   * Removes events that happened longer ago than {@code age}, with what rules made of them
   * (S1-157).
   *
   * @param stopped looked at between batches
   * @return how many; none if another process is at it
   */
  public long pruneEvents(Duration age, BooleanSupplier stopped) throws InterruptedException {
    Instant before = clock.instant().minus(age);
    return alone(after -> store.removeEvents(before, after, BATCH), stopped);
  }

  /** The same of items of work queues that ended longer ago. */
  public long pruneQueueItems(Duration age, BooleanSupplier stopped) throws InterruptedException {
    Instant before = clock.instant().minus(age);
    return alone(after -> store.removeQueueItems(before, after, BATCH), stopped);
  }

  /** Whether an attempt that was handed out before a moment may still be under way. */
  public boolean runsSince(Instant handedOutBefore) {
    return store.runsSince(handedOutBefore);
  }

  private long alone(Step step, BooleanSupplier stopped) throws InterruptedException {
    Optional<RetentionStore.Claim> claim = store.claim();
    if (claim.isEmpty()) {
      return 0;
    }
    try (RetentionStore.Claim _ = claim.get()) {
      return inBatches(step, stopped);
    }
  }

  /**
   * After the executions, because nobody can read what they stored any more then; what cannot be
   * removed now is tried again the next time.
   */
  private void removeArtifacts(BooleanSupplier stopped) {
    List<ExecutionId> batch = store.withArtifacts(new ExecutionId(0), BATCH);
    while (!batch.isEmpty() && !stopped.getAsBoolean()) {
      try {
        artifacts.deleteAll(batch);
        store.artifactsRemoved(batch);
      } catch (IOException failure) {
        LOG.log(Level.WARNING, "Objects of removed executions are still there", failure);
      }
      batch = store.withArtifacts(batch.getLast(), BATCH);
    }
  }

  private static long inBatches(Step step, BooleanSupplier stopped) throws InterruptedException {
    long removed = 0;
    RetentionStore.Batch batch = new RetentionStore.Batch(0, 0, true);
    while (batch.more() && !stopped.getAsBoolean()) {
      long from = System.nanoTime();
      batch = step.remove(batch.last());
      removed += batch.removed();
      if (batch.more()) {
        Thread.sleep(Duration.ofNanos(REST * (System.nanoTime() - from)));
      }
    }
    return removed;
  }
}
