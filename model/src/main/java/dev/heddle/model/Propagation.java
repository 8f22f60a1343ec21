package dev.heddle.model;

/** What becomes of the nodes behind one that did not succeed (D-08). */
public enum Propagation {
  /** They are never reached and leave no record: flow. */
  NOT_REACHED,
  /** They are recorded as skipped: steps, script, spec and code. */
  SKIPPED
}
