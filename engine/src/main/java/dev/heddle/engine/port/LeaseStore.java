package dev.heddle.engine.port;

import java.time.Duration;
import java.util.Set;

/**
 * Which node may write which partitions. A node that stops its heartbeat is fenced: from then on
 * none of its commits succeeds, and others may take its partitions.
 */
public interface LeaseStore {

  /** Registers a node with that many lanes; returns its incarnation. */
  long join(String name, int lanes, Duration timeToLive);

  /** Says that the node is alive; false if it was fenced. */
  boolean heartbeat(long node);

  /**
   * Takes free partitions of a range, and those whose node is dead after fencing it.
   *
   * @param most how many at most, those without unfinished executions first if {@code most} is less
   *     than the whole range
   */
  Set<Integer> acquire(long node, Range range, int most);

  /**
   * Takes those partitions of a range that have unfinished executions but no living owner, after
   * fencing the dead one.
   */
  Set<Integer> acquireAbandoned(long node, Range range);

  /**
   * Takes the partitions of dead nodes after fencing these, and of those that nobody had as many as
   * make up a fair share: the range divided by the living nodes that have asked for a share of it.
   * Taking over does not wait for others, so it may lead to more than that.
   */
  Share acquireShare(long node, Range range);

  /** Everything that is leased to the node, heard of or not. */
  Set<Integer> held(long node);

  /** Gives partitions back for which no lane of the node decides any more. */
  void release(long node, Set<Integer> partitions);

  /** Takes one partition; false if a living node has it. */
  boolean acquire(long node, int partition);

  /** Gives everything back; the node is gone. */
  void leave(long node);

  /**
   * What a node got.
   *
   * @param taken the partitions it did not have before
   * @param fair how many of the range it should have; what is more should go to others
   */
  record Share(Set<Integer> taken, int fair) {}

  /** Partitions from {@code first} to before {@code end}. */
  record Range(int first, int end) {

    /** Spread over the servers of a database. */
    public static final Range SHARED = new Range(0, 128);

    /** One for each process that runs its own executions, such as {@code heddle run}. */
    public static final Range PRIVATE = new Range(128, 256);
  }
}
