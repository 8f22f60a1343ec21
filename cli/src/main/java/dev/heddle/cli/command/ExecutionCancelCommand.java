package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle execution cancel} (S1-122). */
@Command(
    addMethodSubcommands = false,
    name = "cancel",
    description = "Cancels an execution.",
    footer = {
      "",
      "Running tasks finish or are ended as the workflow says; --now ends them.",
      "",
      "Examples:",
      "  heddle execution cancel ID",
      "  heddle execution cancel ID --now"
    })
public final class ExecutionCancelCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  @Option(names = "--now", description = "End running tasks, whatever the workflow says.")
  private boolean now;

  public ExecutionCancelCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (context.isElsewhere()) {
      return context.perform(
          ApiRequest.post("/api/v1/executions/{}/cancel", id)
              .with("policy", now ? "cancel_running" : null),
          cancelled ->
              Shown.text(cancelled, "status").equals("cancelled")
                  ? "cancelled"
                  : "being cancelled");
    }
    try (Wiring wiring = context.open(EngineOptions.visitor("heddle execution"))) {
      Optional<CancellationPolicy> policy =
          now ? Optional.of(CancellationPolicy.CANCEL_RUNNING) : Optional.empty();
      Execution cancelled =
          RefusedException.valueOf(
              wiring.executions().cancel(id, context.login(), policy),
              () -> EndedHint.of(wiring, id));
      context.audit(wiring, "execution cancel", id);
      if (!cancelled.status().isTerminal() && wiring.owns(id)) {
        new Watch(context, wiring).untilEnd(id);
        return ExitCodes.COMPLETED;
      }
      String line = cancelled.status().isTerminal() ? "cancelled" : "being cancelled";
      new ExecutionLine(context, wiring).print(id, line);
    }
    return ExitCodes.COMPLETED;
  }
}
