package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.audit.AuditEntry;
import dev.heddle.platform.audit.AuditStore;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heddle audit list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists what was changed and refused, newest first.",
    footer = {"", "Examples:", "  heddle audit list", "  heddle audit list --actor ada -j"})
public final class AuditListCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--actor", paramLabel = "LOGIN", description = "Only what this login did.")
  private @Nullable String actor;

  @Option(names = "--operation", paramLabel = "ID", description = "Only this operation.")
  private @Nullable String operation;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most; 50 if left out.")
  private int limit;

  public AuditListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<AuditEntry> entries;
    try (Wiring wiring = context.openToLook()) {
      entries =
          wiring
              .access()
              .audit()
              .list(new AuditStore.Filter(actor, operation), Long.MAX_VALUE, limit);
    }
    if (context.options().isDocument()) {
      context.print(new ListValue(entries.stream().<Value>map(AuditEntry::toValue).toList()));
      return ExitCodes.COMPLETED;
    }
    Table table = new Table("NUMBER", "AT", "ACTOR", "OPERATION", "OUTCOME", "TARGET");
    for (AuditEntry entry : entries) {
      AuditEntry.Deed deed = entry.deed();
      table.row(
          List.of(
              Table.Cell.of(Long.toString(entry.number())),
              Table.Cell.of(entry.at().truncatedTo(ChronoUnit.SECONDS).toString()),
              Table.Cell.of(
                  deed.kind().equals("user") ? deed.actor() : deed.kind() + " " + deed.actor()),
              Table.Cell.of(deed.operation()),
              Table.Cell.of(deed.outcome()),
              Table.Cell.of(deed.target())));
    }
    context.print(table);
    return ExitCodes.COMPLETED;
  }
}
