package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle trigger list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the triggers.",
    footer = {"", "Examples:", "  heddle trigger list"})
public final class TriggerListCommand implements Callable<Integer> {

  private final Context context;

  public TriggerListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<TriggerType> triggers;
    try (Wiring wiring = context.openToLook()) {
      triggers = wiring.rules().book().triggers();
    }
    if (context.options().isDocument()) {
      context.print(new ListValue(triggers.stream().<Value>map(EventViews::of).toList()));
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("TRIGGER", "TYPE", "LABEL");
    for (TriggerType trigger : triggers) {
      table.row(List.of(Cell.of(trigger.ref()), Cell.of(trigger.type()), Cell.of(trigger.label())));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }
}
