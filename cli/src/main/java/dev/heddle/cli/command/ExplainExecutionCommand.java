package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.executions.Blocker;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
    try (Wiring wiring = context.openToLook()) {
      Execution execution = RefusedException.valueOf(wiring.executions().find(id));
      List<Blocker> blockers = RefusedException.valueOf(wiring.executions().blockers(id));
      if (context.options().isDocument()) {
        context.print(Blocker.asValue(blockers));
      } else if (blockers.isEmpty()) {
        context.print(id + " waits for nothing: " + execution.status().label());
      } else {
        context.print(table(blockers));
      }
    }
    return ExitCodes.COMPLETED;
  }

  private static Table table(List<Blocker> blockers) {
    Table table = new Table("execution", "task", "reason", "since", "until", "waits for");
    for (Blocker blocker : blockers) {
      table.row(
          List.of(
              Cell.of(blocker.execution().toString()),
              Cell.of(text(blocker.task())),
              Cell.of(blocker.code().label()),
              Cell.of(text(blocker.since())),
              Cell.of(text(blocker.until())),
              Cell.of(blocker.message())));
    }
    return table;
  }

  private static String text(@Nullable Object shown) {
    return shown == null ? "" : shown.toString();
  }
}
