package dev.heddle.expressions;

import dev.heddle.values.Value;

/**
 * How the task just finished ended (S1-058).
 *
 * @param result its result, the aggregate for an iteration
 */
public record Outcome(Kind kind, Value result) {

  /** Mutually exclusive facts. */
  public enum Kind {
    SUCCEEDED,
    FAILED,
    TIMED_OUT
  }
}
