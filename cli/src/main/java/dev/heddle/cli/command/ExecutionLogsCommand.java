package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle execution logs}: what happened and what tasks printed (S1-126). */
@Command(
    addMethodSubcommands = false,
    name = "logs",
    description = "Shows what happened in an execution and what its tasks printed.",
    footer = {
      "",
      "Examples:",
      "  heddle execution logs ID",
      "  heddle execution logs ID --task build --follow"
    })
public final class ExecutionLogsCommand implements Callable<Integer> {

  private static final int PAGE = 1_000;
  private static final long GLANCE_MILLIS = 300;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final Context context;

  @Parameters(paramLabel = "ID", converter = ExecutionIds.class, description = "The execution.")
  private ExecutionId id;

  @Option(names = "--task", paramLabel = "NAME", description = "Only what this task printed.")
  private @Nullable String task;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the execution ends.")
  private boolean follow;

  private String last = "0";
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> told = new HashSet<>();

  public ExecutionLogsCommand(Context context) {
    this.context = context;
  }

  /** A line and where it comes from; {@code task} is empty for the execution itself. */
  private record Line(Instant at, String task, String stream, String text) {}

  @Override
  public Integer call() throws InterruptedException {
    try (Api api = context.api()) {
      if (context.options().isDocument() && !follow) {
        context.print(
            new ListValue(news(api).stream().<Value>map(ExecutionLogsCommand::document).toList()));
        return ExitCodes.COMPLETED;
      }
      boolean ended = isEnded(api);
      news(api).forEach(this::print);
      while (follow && !ended) {
        TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        ended = isEnded(api);
        news(api).forEach(this::print);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private boolean isEnded(Api api) {
    String status = Shown.text(api.one(ApiRequest.get("/api/v1/executions/{}", id)), "status");
    return Statuses.find(status).map(ExecutionStatus::isTerminal).orElse(false);
  }

  /** The lines that came since the last call. */
  private List<Line> news(Api api) {
    List<Line> lines = new ArrayList<>();
    if (task == null) {
      for (MapValue line : api.all(ApiRequest.get("/api/v1/executions/{}/story", id))) {
        if (told.add(Shown.text(line, "at") + Shown.text(line, "text"))) {
          lines.add(line(line, ""));
        }
      }
    }
    List<MapValue> page;
    do {
      page =
          api.all(
              ApiRequest.get("/api/v1/executions/{}/logs", id)
                  .asking("after", last)
                  .asking("limit", PAGE));
      for (MapValue printed : page) {
        last = Shown.text(printed, "number");
        String attempt = Shown.text(printed, "task");
        String name = attempt.isEmpty() ? "" : nameOf(attempt, api);
        if (task == null || task.equals(name)) {
          lines.add(line(printed, name));
        }
      }
    } while (page.size() == PAGE);
    lines.sort(Comparator.comparing(Line::at));
    return lines;
  }

  private static Line line(MapValue said, String task) {
    return new Line(
        Instant.parse(Shown.text(said, "at")),
        task,
        Shown.text(said, "stream"),
        Shown.text(said, "text"));
  }

  /** Tasks are asked for only when one has printed that is not known yet. */
  private String nameOf(String attempt, Api api) {
    if (!names.containsKey(attempt)) {
      for (MapValue each : api.all(ApiRequest.get("/api/v1/workflow-executions/{}/tasks", id))) {
        names.put(Shown.text(each, "id"), Shown.text(each, "name"));
      }
    }
    return names.computeIfAbsent(attempt, _ -> "?");
  }

  private void print(Line line) {
    if (context.options().isDocument()) {
      context.print(document(line).toString());
      return;
    }
    String time = context.paint(TIME.format(line.at()), Colour.DIM) + " ";
    String text = DisplayText.oneLine(line.text());
    if (line.task().isEmpty()) {
      context.print(time + context.paint(text, Colour.CYAN));
      return;
    }
    context.print(time + context.paint(line.task() + " | ", Colour.DIM) + text);
  }

  private static MapValue document(Line line) {
    return MapValue.builder()
        .put("at", line.at().toString())
        .put("task", line.task().isEmpty() ? Value.nothing() : Value.of(line.task()))
        .put("stream", line.stream())
        .put("text", line.text())
        .build();
  }
}
