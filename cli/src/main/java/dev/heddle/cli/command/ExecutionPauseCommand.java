package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.model.execution.ExecutionId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle execution pause} (S1-120). */
@Command(
    addMethodSubcommands = false,
    name = "pause",
    description = "Pauses an execution: what runs finishes, nothing new starts.",
    footer = {"", "Examples:", "  heddle execution pause ID --reason 'maintenance'"})
public final class ExecutionPauseCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown to everybody.")
  private String reason = "";

  public ExecutionPauseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.isElsewhere()) {
      return context.perform(
          ApiRequest.post("/api/v1/workflow-executions/{}/pause", id).with("reason", reason),
          _ -> "paused; go on with: heddle execution resume " + id);
    }
    try (Wiring wiring = context.open(EngineOptions.visitor("heddle execution"))) {
      RefusedException.valueOf(
          wiring.executions().pause(id, context.login(), reason), () -> EndedHint.of(wiring, id));
      context.audit(wiring, "execution pause", id);
      new ExecutionLine(context, wiring)
          .print(id, "paused; go on with: heddle execution resume " + id);
    }
    return ExitCodes.COMPLETED;
  }
}
