package dev.heddle.cli.command;

import dev.heddle.model.execution.ExecutionStatus;

/** What a command ends with. */
public final class ExitCodes {

  public static final int COMPLETED = 0;
  public static final int FAILED = 1;

  /** A definition, a parameter or the way the command was called is wrong. */
  public static final int INVALID = 2;

  public static final int CANCELLED = 3;
  public static final int TIMED_OUT = 4;

  /** Left by the person while it goes on. */
  public static final int LEFT = 130;

  private ExitCodes() {}

  /** Of a command that saw an execution to its end. */
  static int of(ExecutionStatus status) {
    return switch (status) {
      case COMPLETED -> COMPLETED;
      case FAILED, REQUESTED, RUNNING -> FAILED;
      case CANCELLED, CANCELING -> CANCELLED;
      case TIMEOUT -> TIMED_OUT;
    };
  }
}
