package dev.heddle.cli.command;

import dev.heddle.cli.output.Documents;
import dev.heddle.cli.output.OutputFormat;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.cli.view.Elapsed;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An execution as the API tells it, for people. */
final class ExecutionPage {

  private final Context context;

  ExecutionPage(Context context) {
    this.context = context;
  }

  void print(MapValue execution, List<MapValue> tasks) {
    headline(execution);
    for (MapValue task : tasks) {
      String index = Shown.text(task, "index");
      String attempt = Shown.text(task, "attempt");
      context.print(
          "  "
              + Shown.text(task, "name")
              + (index.isEmpty() ? "" : "[" + index + "]")
              + (attempt.equals("1") ? "" : " attempt " + attempt)
              + "  "
              + Shown.text(task, "status")
              + " "
              + took(task)
              + error(task));
    }
    line(
        "started",
        Shown.time(execution, "started_at") + " by " + Shown.text(execution, "started_by"));
    line("finished", Shown.time(execution, "finished_at"));
    line("retry of", Shown.text(execution, "retry_of"));
    if (execution.get("provenance") instanceof MapValue provenance) {
      new OriginLines(context).print(provenance);
    }
    part("parameters", execution.getOr("parameters", Value.nothing()));
    part("error", execution.getOr("error", Value.nothing()));
    part("result", execution.getOr("result", Value.nothing()));
    for (MapValue blocker : Shown.each(execution, "waiting")) {
      String task = Shown.text(blocker, "task");
      line("waits", (task.isEmpty() ? "" : task + ": ") + Shown.text(blocker, "message"));
    }
  }

  /** What, how it stands, how long it took. */
  void headline(MapValue execution) {
    String status = Shown.text(execution, "status");
    context.print(
        Shown.text(execution, "workflow")
            + "  "
            + context.paint(
                Shown.flag(execution, "paused") ? "paused" : status, Statuses.colour(status))
            + "  "
            + took(execution)
            + "  "
            + Shown.text(execution, "id"));
  }

  private String took(MapValue part) {
    String begin = Shown.text(part, "started_at");
    if (begin.isEmpty()) {
      return "";
    }
    String end = Shown.text(part, "finished_at");
    return Elapsed.text(
        Duration.between(
            Instant.parse(begin), end.isEmpty() ? context.clock().instant() : Instant.parse(end)));
  }

  private static String error(MapValue task) {
    String message = Shown.text(task, "error.message");
    return message.isEmpty() ? "" : "  " + DisplayText.oneLine(message);
  }

  private void line(String name, String text) {
    if (!text.isEmpty()) {
      context.print(
          context.paint(DisplayText.pad(name, 12), Colour.DIM) + DisplayText.oneLine(text));
    }
  }

  private void part(String name, Value value) {
    if (value instanceof NullValue) {
      return;
    }
    context.print(context.paint(name, Colour.DIM));
    Documents.text(value, OutputFormat.YAML).lines().forEach(line -> context.print("  " + line));
  }
}
