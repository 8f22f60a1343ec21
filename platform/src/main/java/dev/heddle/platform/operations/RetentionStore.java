package dev.heddle.platform.operations;

import dev.heddle.model.execution.ExecutionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes old executions away, with all that belongs to them. */
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

  /** Removes definitions and bundles from before a moment that nothing refers to any more. */
  int removeDefinitions(Instant storedBefore);

  /**
   * What was done.
   *
   * @param executions how many are gone, nested ones included
   * @param last where to go on
   * @param more whether there may be further ones
   */
  record Batch(int executions, long last, boolean more) {}

  /** The right to remove, until closed. */
  interface Claim extends AutoCloseable {
    @Override
    void close();
  }
}
