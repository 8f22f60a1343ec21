package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle schedule backfill}. */
@Command(
    addMethodSubcommands = false,
    name = "backfill",
    description = "Starts what a schedule would have started in a time that has passed.",
    footer = {
      "",
      "Examples:",
      "  heddle schedule backfill my_pack.nightly --from 2026-03-01T00:00:00Z --to 2026-03-08T00:00:00Z --preview",
      "  heddle schedule backfill my_pack.nightly --from 2026-03-01T00:00:00Z --to 2026-03-08T00:00:00Z --concurrency 2"
    })
public final class ScheduleBackfillCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The schedule.")
  private String ref = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "The first moment, such as 2026-03-01T00:00:00Z.")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "TIME",
      description = "The moment after the last.")
  private String to = "";

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many run at once; 1 if left out.")
  private int concurrency;

  @Option(names = "--preview", description = "Only say what would be started.")
  private boolean preview;

  public ScheduleBackfillCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.perform(
        ApiRequest.post("/api/v1/schedules/{}/backfill", ref)
            .with("from", from)
            .with("to", to)
            .with("concurrency", Value.of(concurrency))
            .with("preview", Value.of(preview)),
        this::lines);
  }

  private String lines(MapValue made) {
    String count = Shown.text(made, "count");
    return preview
        ? ref + " would start " + count + ": " + Shown.text(made, "times")
        : ref + " starts " + count + ", " + concurrency + " at once; see heddle event list";
  }
}
