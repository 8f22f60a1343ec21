package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle event list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists events, the newest first.",
    footer = {"", "Examples:", "  heddle event list --trigger core.webhook"})
public final class EventListCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--trigger", paramLabel = "REF", description = "Only those of a trigger.")
  private @Nullable String trigger;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; 20 if left out.")
  private int limit;

  public EventListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.list(
        ApiRequest.get("/api/v1/events").asking("trigger_ref", trigger),
        limit,
        new Listing("no events")
            .column("EVENT", "id")
            .column("TRIGGER", "trigger_ref")
            .column("SOURCE", "source")
            .column("AT", "created_at"));
  }
}
