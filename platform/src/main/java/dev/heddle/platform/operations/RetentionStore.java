package dev.heddle.platform.operations;

import dev.heddle.model.execution.ExecutionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes away what is old: executions with all that belongs to them, events, items of queues. */
public interface RetentionStore {

  /** The right to remove, which one process of a database has at a time; empty if another has. */
  Optional<Claim> claim();

  /** How many executions are old enough to go, nested ones included. */
  long count(Instant endedBefore);

  /**
   * Removes some executions that ended before a moment, oldest first: each with those nested in it,
   * their tasks, inquiries and logs, or not at all. One that has not ended, or that one which stays
   * continues, stays. Those that may have stored objects are noted for {@link #withArtifacts}.
   *
   * @param after the last id of the batch before; 0 to begin
   * @param most top-level executions to remove
   */
  Batch remove(Instant endedBefore, long after, int most);

  /**
   * Executions that are gone and whose stored objects may not be, by their ids.
   *
   * @param after the last id of the batch before; 0 to begin
   */
  List<ExecutionId> withArtifacts(ExecutionId after, int most);

  /** Their objects are gone too. */
  void artifactsRemoved(List<ExecutionId> executions);

  /** Whether an attempt that was handed out before a moment may still be under way. */
  boolean runsSince(Instant handedOutBefore);

  /** Removes definitions and bundles from before a moment that nothing refers to any more. */
  int removeDefinitions(Instant storedBefore);

  /**
   * Removes some events from before a moment with their enforcements, oldest first. One stays while
   * an enforcement of it has something to start, and while what it started has not ended before
   * that moment.
   *
   * @param after the last id of the batch before; 0 to begin
   */
  Batch removeEvents(Instant before, long after, int most);

  /**
   * Removes those of some items of work queues that ended before a moment, oldest first.
   *
   * @param after the last id of the batch before; 0 to begin
   * @param most items to look at
   */
  Batch removeQueueItems(Instant endedBefore, long after, int most);

  /**
   * What was done.
   *
   * @param removed how many are gone, nested ones included
   * @param last where to go on
   * @param more whether there may be further ones
   */
  record Batch(int removed, long last, boolean more) {}

  /** The right to remove, until closed. */
  interface Claim extends AutoCloseable {
    @Override
    void close();
  }
}
