package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.operations.Retention;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle execution prune}. */
@Command(
    addMethodSubcommands = false,
    name = "prune",
    description = "Removes executions that ended long ago.",
    footer = {
      "",
      "What goes: their tasks, answers, logs and nested executions with them, and definitions",
      "that nothing refers to any more. What runs or waits stays, however old.",
      "A server does the same by itself: heddle server --retention 30d",
      "",
      "Examples:",
      "  heddle execution prune --older-than 30d --dry-run",
      "  heddle execution prune --older-than 30d"
    })
public final class ExecutionPruneCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      required = true,
      converter = AgeReader.class,
      description = "How long ago they ended, such as 30d or 12h.")
  private Duration age = Duration.ZERO;

  @Option(names = "--dry-run", description = "Only say how many there are.")
  private boolean dryRun;

  public ExecutionPruneCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Wiring wiring = context.openToLook()) {
      Retention retention = wiring.retention();
      if (dryRun) {
        print(retention.count(age), 0);
        return ExitCodes.COMPLETED;
      }
      Optional<Retention.Removed> removed = retention.prune(age, () -> false);
      if (removed.isEmpty()) {
        Messages.toError(context)
            .error("another process is removing old executions", "wait until it is done");
        return ExitCodes.FAILED;
      }
      print(removed.get().executions(), removed.get().definitions());
    }
    return ExitCodes.COMPLETED;
  }

  private void print(long executions, int definitions) {
    if (context.options().isDocument()) {
      context.print(
          MapValue.builder()
              .put("executions", Value.of(executions))
              .put("definitions", Value.of(definitions))
              .put("dry_run", dryRun)
              .build());
      return;
    }
    context.print(
        dryRun
            ? counted(executions, "execution") + " would be removed"
            : "removed %s and %s"
                .formatted(counted(executions, "execution"), counted(definitions, "definition")));
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
