package dev.heddle.cli.command;

import dev.heddle.cli.api.Api;
import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.output.Table;
import dev.heddle.cli.output.Table.Cell;
import dev.heddle.values.MapValue;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle policy show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows a policy, who holds its slots and who waits for one.",
    footer = {"", "Examples:", "  heddle policy show my_pack.one_at_a_time"})
public final class PolicyShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The policy.")
  private String ref = "";

  public PolicyShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (Api api = context.api()) {
      MapValue found = api.one(ApiRequest.get("/api/v1/policies/{}", ref));
      if (context.options().isDocument()) {
        context.print(found);
      } else {
        show(found);
      }
    }
    return ExitCodes.COMPLETED;
  }

  private void show(MapValue found) {
    context.print(
        ref
            + " for "
            + PolicyLine.scope(found)
            + ": "
            + PolicyLine.limits(found)
            + (Shown.flag(found, "enabled") ? "" : " (disabled)"));
    context.print(
        Shown.text(found, "held") + " in use, " + Shown.text(found, "queued") + " waiting");
    List<MapValue> holders = Shown.each(found, "holders");
    List<MapValue> waiting = Shown.each(found, "waiting");
    if (holders.isEmpty() && waiting.isEmpty()) {
      return;
    }
    Table table = new Table("WHO", "STATE", "SINCE", "KEY");
    holders.forEach(each -> row(table, each, "in use", Shown.text(each, "since")));
    waiting.forEach(each -> row(table, each, "waits", Shown.time(each, "claimed_at")));
    context.print(table);
  }

  private static void row(Table table, MapValue claim, String state, String since) {
    String attempt = Shown.text(claim, "attempt");
    String who = attempt.isEmpty() ? Shown.text(claim, "execution") : attempt;
    table.row(
        List.of(Cell.of(who), Cell.of(state), Cell.of(since), Cell.of(Shown.text(claim, "key"))));
  }
}
