package dev.heddle.cli.command;

import dev.heddle.cli.output.Table;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.pack.install.IndexEntry;
import dev.heddle.platform.pack.install.PackIndexes;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle pack search} (S1-140). */
@Command(
    addMethodSubcommands = false,
    name = "search",
    description = "Looks for packs in the indexes.",
    footer = {
      "",
      "HEDDLE_PACK_INDEX names the indexes with blanks between them: https addresses or",
      "files. The first that has a pack decides about it.",
      "",
      "Examples:",
      "  heddle pack search slack",
      "  heddle pack install slack"
    })
public final class PackSearchCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..1",
      defaultValue = "",
      description = "What the ref, label or description holds; all packs without it.")
  private String text;

  public PackSearchCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<IndexEntry> found;
    try {
      found = new PackIndexes(Wiring.packNetwork(context.environment())).search(text);
    } catch (IOException failed) {
      Messages.toError(context).error(String.valueOf(failed.getMessage()), "");
      return ExitCodes.FAILED;
    }
    if (context.options().isDocument()) {
      context.print(document(found));
    } else if (found.isEmpty()) {
      context.print("no packs found; HEDDLE_PACK_INDEX says where to look");
    } else {
      context.print(table(found));
    }
    return ExitCodes.COMPLETED;
  }

  private static Table table(List<IndexEntry> found) {
    Table table = new Table("PACK", "VERSION", "INDEX", "ABOUT");
    for (IndexEntry entry : found) {
      table.row(
          List.of(
              Table.Cell.of(entry.ref()),
              Table.Cell.of(entry.version().text()),
              Table.Cell.of(entry.index()),
              Table.Cell.of(entry.label() + ": " + entry.description())));
    }
    return table;
  }

  private static ListValue document(List<IndexEntry> found) {
    return new ListValue(
        found.stream()
            .<Value>map(entry ->
                MapValue.builder()
                    .put("ref", entry.ref())
                    .put("label", entry.label())
                    .put("description", entry.description())
                    .put("version", entry.version().text())
                    .put("index", entry.index())
                    .build())
            .toList());
  }
}
