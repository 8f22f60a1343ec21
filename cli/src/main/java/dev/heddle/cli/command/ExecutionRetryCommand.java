package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle execution retry} (S1-123). */
@Command(
    addMethodSubcommands = false,
    name = "retry",
    description = "Continues a failed execution from its failed tasks, as a new execution.",
    footer = {
      "",
      "What had completed is not repeated. The exit code is that of the new execution.",
      "",
      "Examples:",
      "  heddle execution retry ID"
    })
public final class ExecutionRetryCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  public ExecutionRetryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (context.isElsewhere()) {
      return context.perform(
          ApiRequest.post("/api/v1/workflow-executions/{}/retry", id),
          again -> "goes on as " + Shown.text(again, "id"));
    }
    try (Wiring wiring = context.open(EngineOptions.visitor("heddle execution"))) {
      Execution again = RefusedException.valueOf(wiring.executions().retry(id, context.login()));
      context.audit(wiring, "execution retry", id + " as " + again.id());
      if (wiring.owns(again.id())) {
        return new Watch(context, wiring).untilEnd(again.id());
      }
      new ExecutionLine(context, wiring).print(again.id(), "goes on as " + again.id());
    }
    return ExitCodes.COMPLETED;
  }
}
