package dev.heddle.model;

/** How a node ended, as far as transitions can tell (S1-058); cancellation has no transitions. */
public enum Outcome {
  SUCCEEDED,
  FAILED,
  TIMED_OUT
}
