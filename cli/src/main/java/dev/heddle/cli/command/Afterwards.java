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
    boolean paused = execution.hold() instanceof Execution.Hold.Paused;
    if (paused || !wiring.owns(id)) {
      return ExitCodes.COMPLETED;
    }
    Watch watch = new Watch(context, wiring);
    ExecutionId top = topOf(execution).id();
    return context.options().isDocument() ? watch.silently(top) : watch.untilEnd(top);
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
