package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.decision.Command.Wake;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle execution resume}: goes on with what is paused (S1-121) or was left. */
@Command(
    addMethodSubcommands = false,
    name = "resume",
    description = "Goes on with an execution that is paused, or that nobody runs any more.",
    footer = {"", "Examples:", "  heddle execution resume ID"})
public final class ExecutionResumeCommand implements Callable<Integer> {

  /** The first may wait for a node that has died; its partitions are free then. */
  private static final int ATTEMPTS = 2;

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  public ExecutionResumeCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (context.isElsewhere()) {
      return context.perform(
          ApiRequest.post("/api/v1/workflow-executions/{}/resume", id), _ -> "goes on");
    }
    try (Wiring wiring = context.open(EngineOptions.visitor("heddle execution"))) {
      Execution execution = RefusedException.valueOf(wiring.executions().find(id));
      boolean left =
          !execution.status().isTerminal() && !(execution.hold() instanceof Execution.Hold.Paused);
      for (int attempt = 0; left && attempt < ATTEMPTS && !wiring.owns(id); attempt++) {
        wiring.engine().submit(id, new Wake()).join();
      }
      if (!left || !wiring.owns(id)) {
        RefusedException.valueOf(
            wiring.executions().resume(id, context.login()), () -> EndedHint.of(wiring, id));
      }
      context.audit(wiring, "execution resume", id);
      if (wiring.owns(id)) {
        return new Watch(context, wiring).untilEnd(id);
      }
      new ExecutionLine(context, wiring).print(id, "goes on");
    }
    return ExitCodes.COMPLETED;
  }
}
