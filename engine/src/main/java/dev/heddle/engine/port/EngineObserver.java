package dev.heddle.engine.port;

import java.time.Duration;
import java.util.List;

/**
 * Hears how the engine does, to measure it (U-12). Called by the lanes between two batches, so
 * every call must return at once.
 */
public interface EngineObserver {

  /** Nobody listens. */
  EngineObserver NONE = new Nobody();

  /** A batch has become durable and its effects are being released. */
  void committed(Commit commit);

  /** A commit failed; its work is done again. */
  void commitFailed();

  /** The engine failed on an execution and ended it. */
  void quarantined();

  /** A runner told how an attempt ended; zero time for what takes none. */
  void reported(Report report, Duration took);

  /** Partitions came or went. */
  void leased(Lease change, int partitions);

  /**
   * One batch.
   *
   * @param lane the number of the lane within its node
   * @param commands how many were decided
   * @param handedOut attempts given to runners
   * @param took the commit alone, in nanoseconds
   */
  record Commit(int lane, int commands, int handedOut, List<Changes> changes, long took) {}

  /** Why partitions came or went. */
  enum Lease {
    /** Taken: free, left or given back by another node, or its node is dead. */
    ACQUIRED,
    /** Given to another node, which had less than its share. */
    SHARED,
    /** Given back by a node that stops. */
    LEFT,
    /** Lost to another node, which thought this one dead. */
    FENCED
  }

  /** {@link #NONE}. */
  final class Nobody implements EngineObserver {
    private Nobody() {}

    @Override
    public void committed(Commit commit) {}

    @Override
    public void commitFailed() {}

    @Override
    public void quarantined() {}

    @Override
    public void reported(Report report, Duration took) {}

    @Override
    public void leased(Lease change, int partitions) {}
  }
}
