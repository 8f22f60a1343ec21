package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.terminal.DisplayText;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle sensor logs}. */
@Command(
    addMethodSubcommands = false,
    name = "logs",
    description = "Shows what a sensor printed.",
    footer = {"", "Examples:", "  heddle sensor logs my_pack.watcher --limit 50"})
public final class SensorLogsCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The sensor.")
  private String ref = "";

  @Option(
      names = "--after",
      paramLabel = "NUMBER",
      description = "Only lines after the one of this number.")
  private @Nullable Integer after;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many at most; 200 if left out.")
  private int limit;

  public SensorLogsCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      List<MapValue> lines =
          api.all(
              ApiRequest.get("/api/v1/sensors/{}/logs", ref)
                  .asking("after", after)
                  .asking("limit", limit));
      if (context.options().isDocument()) {
        context.print(new ListValue(List.copyOf(lines)));
        return ExitCodes.COMPLETED;
      }
      for (MapValue line : lines) {
        context.print(
            context.paint(Shown.time(line, "at") + " ", Colour.DIM)
                + DisplayText.oneLine(Shown.text(line, "line")));
      }
    }
    return ExitCodes.COMPLETED;
  }
}
