package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.event.Replay;
import java.util.List;
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
    Event event;
    List<Replay.Verdict> verdicts;
    try (Wiring wiring = context.openToLook()) {
      event = RefusedException.valueOf(wiring.automation().events().find(id));
      verdicts = RefusedException.valueOf(wiring.automation().replay().explain(id));
    }
    if (context.options().isDocument()) {
      context.print(EventViews.explained(event, verdicts));
      return ExitCodes.COMPLETED;
    }
    if (verdicts.isEmpty()) {
      context.print("there is no rule on " + event.trigger());
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("RULE", "MATCHES", "BECAUSE", "EXECUTION");
    for (Replay.Verdict each : verdicts) {
      table.row(
          List.of(
              Cell.of(each.rule().ref()),
              Cell.of(each.matches() ? "yes" : "no"),
              Cell.of(each.because()),
              Cell.of(each.enforcement().map(ExplainEventCommand::outcome).orElse(""))));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }

  private static String outcome(Enforcement made) {
    ExecutionId execution = made.execution();
    return execution == null ? made.state().label() + ": " + made.reason() : execution.toString();
  }
}
