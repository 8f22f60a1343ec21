package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.view.Elapsed;
import dev.heddle.cli.view.Signs;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.ExecutionQueries.Page;
import dev.heddle.engine.port.ExecutionQueries.Traits;
import dev.heddle.model.Dialect;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.executions.ExecutionView;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle execution list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists executions, the newest first.",
    footer = {
      "",
      "Examples:",
      "  heddle execution list --status failed,timeout",
      "  heddle execution list --since 24h --text timeout",
      "  heddle execution list --workflow my_pack.deploy --limit 5 --output json"
    })
public final class ExecutionListCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Context context;

  @Option(
      names = "--status",
      split = ",",
      paramLabel = "STATUS",
      description =
          "Only these: requested, running, canceling, completed, failed, cancelled, timeout.")
  private List<String> statuses = List.of();

  @Option(names = "--workflow", paramLabel = "REF", description = "Only those of a workflow.")
  private @Nullable String workflow;

  @Option(names = "--label", paramLabel = "LABEL", description = "Only those with this label.")
  private @Nullable String label;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only those with this in their workflow, label, starter or error.")
  private @Nullable String text;

  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      description = "Only those written in flow, steps, script, spec or code.")
  private @Nullable Dialect dialect;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = AgeReader.class,
      description = "Only those started in the last 90m, 12h, 30d …")
  private @Nullable Duration since;

  @Option(names = "--all", description = "Show those that others started, too.")
  private boolean all;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; 20 if left out.")
  private int limit;

  public ExecutionListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Traits traits =
        new Traits(dialect, label, text, null, null)
            .started(since == null ? null : context.clock().instant().minus(since), null);
    Filter filter = new Filter(wanted(), workflow, null, null, !all).with(traits);
    Page<Execution> page;
    try (Wiring wiring = context.openToLook()) {
      page = wiring.executions().list(filter, 0, limit);
    }
    if (context.options().isDocument()) {
      context.print(
          new ListValue(page.items().stream().<Value>map(ExecutionView::summary).toList()));
    } else if (page.items().isEmpty()) {
      context.print("no executions");
    } else {
      context.print(table(page.items()));
      if (page.total() > page.items().size()) {
        String atLeast = page.exact() ? "" : "more than ";
        context.print(atLeast + (page.total() - page.items().size()) + " more; see --limit");
      }
    }
    return ExitCodes.COMPLETED;
  }

  private Set<ExecutionStatus> wanted() {
    Set<ExecutionStatus> wanted = new HashSet<>();
    for (String status : statuses) {
      wanted.add(
          Arrays.stream(ExecutionStatus.values())
              .filter(each -> each.label().equals(status.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() -> new UsageException("'" + status + "' is no status")));
    }
    return wanted;
  }

  private Table table(List<Execution> executions) {
    Table table = new Table("ID", "STATUS", "STARTED", "TOOK", "WORKFLOW");
    for (Execution execution : executions) {
      boolean paused = execution.hold() instanceof Execution.Hold.Paused;
      Instant end =
          execution.finishedAt() == null ? context.clock().instant() : execution.finishedAt();
      table.row(
          List.of(
              Table.Cell.of(execution.id().toString()),
              new Table.Cell(
                  paused ? "paused" : execution.status().label(), Signs.of(execution.status())),
              Table.Cell.of(TIME.format(execution.startedAt())),
              Table.Cell.of(Elapsed.text(Duration.between(execution.startedAt(), end))),
              Table.Cell.of(execution.workflow())));
    }
    return table;
  }
}
