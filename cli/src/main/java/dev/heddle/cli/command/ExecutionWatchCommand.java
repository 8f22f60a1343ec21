package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle execution watch}. */
@Command(
    addMethodSubcommands = false,
    name = "watch",
    description = "Looks on until an execution has ended; Ctrl-C only stops looking.",
    footer = {
      "",
      "The exit code is that of the execution: 0 completed, 1 failed, 3 cancelled, 4 timed out",
      "or not ended in time.",
      "",
      "Examples:",
      "  heddle execution watch ID",
      "  heddle execution watch ID --timeout 3600 --output json"
    })
public final class ExecutionWatchCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "86400",
      description = "How long to look on; a day if left out.")
  private int timeout;

  public ExecutionWatchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Api api = context.api()) {
      return new Following(context, api).untilEnd(id, Duration.ofSeconds(timeout));
    }
  }
}
