package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.port.Reach;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.event.EventViews;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.List;
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
    List<Event> events;
    try (Wiring wiring = context.openToLook()) {
      events =
          wiring.automation().events().list(new EventFilter(trigger, null, Reach.ALL), 0, limit);
    }
    if (context.options().isDocument()) {
      context.print(new ListValue(events.stream().<Value>map(EventViews::of).toList()));
      return ExitCodes.COMPLETED;
    }
    if (events.isEmpty()) {
      context.print("no events");
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("EVENT", "TRIGGER", "SOURCE", "AT");
    for (Event event : events) {
      table.row(
          List.of(
              Cell.of(event.id().toString()),
              Cell.of(event.trigger()),
              Cell.of(event.source()),
              Cell.of(event.createdAt().toString())));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }
}
