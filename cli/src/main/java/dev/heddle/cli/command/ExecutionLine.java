package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.execution.ExecutionId;

/** The answer of a command that steers an execution: a line, or the execution as a document. */
final class ExecutionLine {

  private final Context context;
  private final Wiring wiring;

  ExecutionLine(Context context, Wiring wiring) {
    this.context = context;
    this.wiring = wiring;
  }

  void print(ExecutionId id, String line) {
    if (context.options().isDocument()) {
      context.print(RefusedException.valueOf(wiring.executions().view(id)));
      return;
    }
    context.print(line);
  }
}
