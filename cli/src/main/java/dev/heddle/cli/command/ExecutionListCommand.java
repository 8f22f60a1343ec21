package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.view.Elapsed;
import dev.heddle.model.Dialect;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
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
    List<ExecutionStatus> wanted = statuses.stream().map(Statuses::read).distinct().toList();
    Listing listing =
        new Listing("no executions")
            .column("ID", "id")
            .status("STATUS", ExecutionListCommand::status)
            .column("STARTED", row -> TIME.format(started(row)))
            .column("TOOK", this::took)
            .column("WORKFLOW", "workflow");
    try (Api api = context.api()) {
      if (wanted.size() < 2) {
        String status = wanted.isEmpty() ? null : wanted.getFirst().label();
        listing.print(context, api.list(request(status), limit));
        return ExitCodes.COMPLETED;
      }
      listing.print(context, several(api, wanted));
    }
    return ExitCodes.COMPLETED;
  }

  private ApiRequest request(@Nullable String status) {
    return ApiRequest.get("/api/v1/executions")
        .asking("status", status)
        .asking("action_ref", workflow)
        .asking("trace_tag", label)
        .asking("text", text)
        .asking("dialect", dialect == null ? null : dialect.label())
        .asking("started_after", since == null ? null : context.clock().instant().minus(since))
        .asking("top_level", all ? null : true);
  }

  /** The API lists one status at a time. */
  private Api.Listed several(Api api, List<ExecutionStatus> wanted) {
    List<Api.Listed> parts =
        wanted.stream().map(status -> api.list(request(status.label()), limit)).toList();
    return new Api.Listed(
        parts.stream()
            .flatMap(part -> part.items().stream())
            .sorted(Comparator.comparing(ExecutionListCommand::started).reversed())
            .limit(limit)
            .toList(),
        parts.stream().mapToLong(Api.Listed::total).sum(),
        parts.stream().allMatch(Api.Listed::exact));
  }

  private static String status(MapValue row) {
    return Shown.flag(row, "paused") ? "paused" : Shown.text(row, "status");
  }

  private static Instant started(MapValue row) {
    return Instant.parse(Shown.text(row, "started_at"));
  }

  private String took(MapValue row) {
    String end = Shown.text(row, "finished_at");
    return Elapsed.text(
        Duration.between(
            started(row), end.isEmpty() ? context.clock().instant() : Instant.parse(end)));
  }
}
