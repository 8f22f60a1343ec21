package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle explain execution}. */
@Command(
    addMethodSubcommands = false,
    name = "execution",
    description = "Says what an execution and its parts wait for.",
    footer = {
      "",
      "Examples:",
      "  heddle explain execution ID",
      "  heddle explain execution ID --output json"
    })
public final class ExplainExecutionCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  public ExplainExecutionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      MapValue execution = api.one(ApiRequest.get("/api/v1/executions/{}", id));
      new Listing(id + " waits for nothing: " + Shown.text(execution, "status"))
          .column("execution", "execution")
          .column("task", "task")
          .column("reason", "code")
          .column("since", "since")
          .column("until", "until")
          .column("waits for", "message")
          .print(context, Shown.each(execution, "waiting"));
    }
    return ExitCodes.COMPLETED;
  }
}
