package dev.heddle.testkit.simulation;

/** What a simulation can say about its result. */
public enum Mode {
  /** The flow's result does not depend on the order of things: it must be that of a calm run. */
  COMPARABLE,
  /** Cancellations, time limits and races too: only the invariants must hold. */
  WILD
}
