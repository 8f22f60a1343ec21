package dev.heddle.cli.command;

import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
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

  private long last;
  private final Set<String> told = new HashSet<>();

  public ExecutionLogsCommand(Context context) {
    this.context = context;
  }

  /** A line and where it comes from; {@code task} is empty for the execution itself. */
  private record Line(Instant at, String task, LogLine.Stream stream, String text) {}

  @Override
  public Integer call() throws InterruptedException {
    try (Wiring wiring = context.openToLook()) {
      if (context.options().isDocument() && !follow) {
        context.print(
            new ListValue(
                news(wiring).stream().<Value>map(ExecutionLogsCommand::document).toList()));
        return ExitCodes.COMPLETED;
      }
      boolean ended = isEnded(wiring);
      news(wiring).forEach(this::print);
      while (follow && !ended) {
        TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
        ended = isEnded(wiring);
        news(wiring).forEach(this::print);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private boolean isEnded(Wiring wiring) {
    return RefusedException.valueOf(wiring.executions().find(id)).status().isTerminal();
  }

  /** The lines that came since the last call. */
  private List<Line> news(Wiring wiring) {
    List<Line> lines = new ArrayList<>();
    if (task == null) {
      for (LogLine line : RefusedException.valueOf(wiring.executions().story(id))) {
        if (told.add(line.at() + line.text())) {
          lines.add(new Line(line.at(), "", line.stream(), line.text()));
        }
      }
    }
    Map<TaskKey, String> names = new HashMap<>();
    for (TaskExecution each : wiring.queries().tasks(id)) {
      names.put(each.key(), each.name());
    }
    List<LogStore.Numbered> page;
    do {
      page = wiring.logs().read(id, null, last, PAGE);
      for (LogStore.Numbered printed : page) {
        last = printed.number();
        LogLine line = printed.entry().line();
        String name =
            printed.entry().task() == null ? "" : names.getOrDefault(printed.entry().task(), "?");
        if (task == null || task.equals(name)) {
          lines.add(new Line(line.at(), name, line.stream(), line.text()));
        }
      }
    } while (page.size() == PAGE);
    lines.sort(Comparator.comparing(Line::at));
    return lines;
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
        .put("stream", line.stream().label())
        .put("text", line.text())
        .build();
  }
}
