package dev.heddle.model.execution;

import java.util.Locale;

/** The states of an execution (S1-117). */
public enum ExecutionStatus {
  REQUESTED,
  RUNNING,
  CANCELING,
  COMPLETED,
  FAILED,
  CANCELLED,
  TIMEOUT;

  public boolean isTerminal() {
    return switch (this) {
      case REQUESTED, RUNNING, CANCELING -> false;
      case COMPLETED, FAILED, CANCELLED, TIMEOUT -> true;
    };
  }

  /** The name in rows, the API and templates. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ExecutionStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
