package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle execution result}. */
@Command(
    addMethodSubcommands = false,
    name = "result",
    description = "Prints the result of an execution, and nothing else.",
    footer = {"", "Exit code 1 if it has none.", "", "Examples:", "  heddle execution result ID"})
public final class ExecutionResultCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  public ExecutionResultCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    MapValue execution;
    try (Api api = context.api()) {
      execution = api.one(ApiRequest.get("/api/v1/executions/{}", id));
    }
    String status = Shown.text(execution, "status");
    if (!status.equals(ExecutionStatus.COMPLETED.label())) {
      String error = Shown.text(execution, "error.message");
      Messages.toError(context)
          .error(id + " has no result: " + status, error.isEmpty() ? "" : error);
      return ExitCodes.FAILED;
    }
    context.print(execution.getOr("result", Value.nothing()));
    return ExitCodes.COMPLETED;
  }
}
