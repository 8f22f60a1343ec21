package dev.heddle.engine.decision;

import dev.heddle.model.execution.Execution;

/** The answer to a command, given only after what it did is durable. */
public sealed interface Reply {

  /** It was done; {@code execution} is how it stands now. */
  record Done(Execution execution) implements Reply {}

  /** It was not done, nothing changed. */
  record Refused(Reason reason, String message) implements Reply {}

  /** Why a command is refused. */
  enum Reason {
    /** The execution or task is not in a state that allows it (409). */
    CONFLICT,
    /** There is no such execution or task (404). */
    NOT_FOUND,
    /** Its arguments are wrong (400). */
    INVALID
  }
}
