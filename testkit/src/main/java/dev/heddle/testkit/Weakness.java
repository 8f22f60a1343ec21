package dev.heddle.testkit;

/**
 * A mistake that a store, a lease, an inbox or a runner could have. Built in on purpose, to see
 * that the simulation would find it.
 */
public enum Weakness {
  /** Lanes that have lost their lease write all the same. */
  WRITES_THOUGH_FENCED,
  /** A commit that was given up is written when it arrives late. */
  WRITES_WHAT_WAS_GIVEN_UP,
  /** A commit that was written is said to be given up. */
  DENIES_WHAT_WAS_WRITTEN,
  /** A commit that was not written is said to be. */
  CLAIMS_WHAT_WAS_LOST,
  /** A commit is said to be durable before it is: a crash of the store takes it back. */
  ACKNOWLEDGES_TOO_EARLY,
  /** A commit of several executions writes all but the last. */
  WRITES_HALF,
  /** What it reads of an execution may be the state before its last commit. */
  READS_STALE_ROWS,
  /** The order in which tasks were settled is not stored. */
  FORGETS_ORDER,
  /** The last of the executions to recover is left out. */
  FORGETS_TO_RECOVER,
  /** The timers of executions that nobody has in memory are left out. */
  FORGETS_TIMERS,
  /** A node gets partitions that another, living one holds. */
  LEASES_TWICE,
  /** Partitions are given back while the lane still decides for them. */
  RELEASES_TOO_EARLY,
  /** Every third command for another node is lost. */
  LOSES_COMMANDS,
  /** Commands are delivered again after they were answered. */
  REPEATS_COMMANDS,
  /** An attempt that is handed out again tells its end to the owner that was fenced. */
  TELLS_THE_FENCED
}
