package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle explain event}. */
@Command(
    addMethodSubcommands = false,
    name = "event",
    description = "Says which rules match an event or do not, and why.",
    footer = {"", "Examples:", "  heddle explain event ID"})
public final class ExplainEventCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "ID", converter = EventIds.class, description = "The event.")
  private ExecutionId id;

  public ExplainEventCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      MapValue explained = api.one(ApiRequest.get("/api/v1/events/{}/explanation", id));
      if (context.options().isDocument()) {
        context.print(explained);
        return ExitCodes.COMPLETED;
      }
      new Listing("there is no rule on " + Shown.text(explained, "event.trigger_ref"))
          .column("RULE", "rule_ref")
          .column("MATCHES", "matches")
          .column("BECAUSE", "because")
          .column("EXECUTION", ExplainEventCommand::outcome)
          .print(context, Shown.each(explained, "rules"));
    }
    return ExitCodes.COMPLETED;
  }

  private static String outcome(MapValue verdict) {
    String execution = Shown.text(verdict, "enforcement.execution_id");
    if (!execution.isEmpty() || Shown.text(verdict, "enforcement").isEmpty()) {
      return execution;
    }
    return Shown.text(verdict, "enforcement.state")
        + ": "
        + Shown.text(verdict, "enforcement.reason");
  }
}
