package dev.heddle.model.execution;

import java.util.Locale;

/** The states of a task (S1-117). */
public enum TaskStatus {
  /** Recorded, not yet allowed to start: an item before its turn, or the execution is paused. */
  REQUESTED,
  /** Handed to a runner. */
  SCHEDULED,
  /** A runner, a child execution or the members of a group are at it. */
  RUNNING,
  /** Waits for a person or a time, and occupies nobody. */
  WAITING,
  COMPLETED,
  FAILED,
  TIMEOUT,
  CANCELLED,
  /** Its guard was false, or what it depends on did not succeed. */
  SKIPPED,
  /** Its worker was lost. */
  ABANDONED;

  public boolean isTerminal() {
    return switch (this) {
      case REQUESTED, SCHEDULED, RUNNING, WAITING -> false;
      case COMPLETED, FAILED, TIMEOUT, CANCELLED, SKIPPED, ABANDONED -> true;
    };
  }

  /** Whether a runner may hold it. */
  public boolean isDispatched() {
    return this == SCHEDULED || this == RUNNING;
  }

  /** The name in rows, the API and templates. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static TaskStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
