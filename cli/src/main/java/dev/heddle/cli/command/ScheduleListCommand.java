package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.event.Schedules.Schedule;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle schedule list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the rules on the clock and when they are due.",
    footer = {"", "Examples:", "  heddle schedule list"})
public final class ScheduleListCommand implements Callable<Integer> {

  private final Context context;

  public ScheduleListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Schedule> schedules;
    try (Wiring wiring = context.openToLook()) {
      schedules = wiring.automation().schedules().list();
    }
    if (context.options().isDocument()) {
      context.print(new ListValue(schedules.stream().<Value>map(EventViews::of).toList()));
      return ExitCodes.COMPLETED;
    }
    if (schedules.isEmpty()) {
      context.print("no schedules; they are rules on timers such as core.crontimer");
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("SCHEDULE", "STATE", "NEXT", "LAST", "ACTION");
    for (Schedule each : schedules) {
      String state = each.paused() ? "paused" : each.rule().enabled() ? "on" : "off";
      table.row(
          List.of(
              Cell.of(each.rule().ref()),
              Cell.of(state),
              Cell.of(each.next().isEmpty() ? "" : each.next().getFirst().toString()),
              Cell.of(each.last() == null ? "" : each.last().toString()),
              Cell.of(each.rule().action())));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }
}
