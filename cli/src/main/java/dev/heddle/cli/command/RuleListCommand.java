package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.event.EventViews;
import dev.heddle.platform.event.Rulebook;
import dev.heddle.platform.rule.Rule;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle rule list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the rules.",
    footer = {"", "Examples:", "  heddle rule list"})
public final class RuleListCommand implements Callable<Integer> {

  private final Context context;

  public RuleListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Rulebook book;
    try (Wiring wiring = context.openToLook()) {
      book = wiring.rules().book();
    }
    if (context.options().isDocument()) {
      context.print(
          new ListValue(
              book.rules().stream()
                  .<Value>map(rule -> EventViews.of(rule, book.isOwn(rule.ref())))
                  .toList()));
      return ExitCodes.COMPLETED;
    }
    if (book.rules().isEmpty()) {
      context.print("no rules; a pack brings them in rules/");
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("RULE", "ENABLED", "TRIGGER", "ACTION");
    for (Rule rule : book.rules()) {
      table.row(
          List.of(
              Cell.of(rule.ref()),
              Cell.of(rule.enabled() ? "yes" : "no"),
              Cell.of(rule.trigger()),
              Cell.of(rule.action())));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }
}
