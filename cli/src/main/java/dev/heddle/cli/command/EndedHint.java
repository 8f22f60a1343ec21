package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;

/** What to do with an execution that ended before it could be steered. */
final class EndedHint {

  private EndedHint() {}

  /** How to continue what failed; empty for what did not. */
  static String of(Wiring wiring, ExecutionId id) {
    if (!(wiring.executions().find(id) instanceof Answer.Done<Execution>(Execution execution))) {
      return "";
    }
    return switch (execution.status()) {
      case FAILED, TIMEOUT ->
          "continue it from its failed tasks with: heddle execution retry " + id;
      case COMPLETED, CANCELLED, REQUESTED, RUNNING, CANCELING -> "";
    };
  }
}
