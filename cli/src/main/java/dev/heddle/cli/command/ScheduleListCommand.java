package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
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
    return context.list(
        ApiRequest.get("/api/v1/schedules"),
        Integer.MAX_VALUE,
        new Listing("no schedules; they are rules on timers such as core.crontimer")
            .column("SCHEDULE", "rule_ref")
            .column("STATE", ScheduleListCommand::state)
            .column("NEXT", ScheduleListCommand::next)
            .column("LAST", "last_at")
            .column("ACTION", "action_ref"));
  }

  private static String state(MapValue schedule) {
    if (Shown.flag(schedule, "paused")) {
      return "paused";
    }
    return Shown.flag(schedule, "enabled") ? "on" : "off";
  }

  private static String next(MapValue schedule) {
    return schedule.get("next") instanceof ListValue(List<Value> times) && !times.isEmpty()
        ? Shown.text(times.getFirst())
        : "";
  }
}
