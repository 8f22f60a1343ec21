package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;

/**
 * What follows a command for an execution: if no server and no other command advances it, this
 * process does, to its end.
 */
final class Afterwards {

  private final Context context;
  private final Wiring wiring;

  Afterwards(Context context, Wiring wiring) {
    this.context = context;
    this.wiring = wiring;
  }

  int goOn(ExecutionId id) throws InterruptedException {
    Execution execution = RefusedException.valueOf(wiring.executions().find(id));
    boolean standsStill =
        execution.status().isTerminal() || execution.hold() instanceof Execution.Hold.Paused;
    if (standsStill || !wiring.owns(id)) {
      return ExitCodes.COMPLETED;
    }
    return new Watch(context, wiring).untilEnd(topOf(execution).id());
  }

  /** People follow what they started, not what is nested in it. */
  private Execution topOf(Execution execution) {
    Execution top = execution;
    while (top.origin().parent() != null) {
      top = RefusedException.valueOf(wiring.executions().find(top.origin().parent().execution()));
    }
    return top;
  }
}
