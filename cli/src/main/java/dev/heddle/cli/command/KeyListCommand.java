package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.keys.Key;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code heddle key list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the keys, without their values.",
    footer = {"", "Examples:", "  heddle key list", "  heddle key list --output json"})
public final class KeyListCommand implements Callable<Integer> {

  private final Context context;

  public KeyListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Key> keys;
    try (Wiring wiring = context.openToLook()) {
      keys = wiring.keys().list();
    }
    if (context.options().isDocument()) {
      context.print(KeyRows.document(keys));
    } else if (keys.isEmpty()) {
      context.print("no keys; set one with: heddle key set NAME VALUE");
    } else {
      context.print(KeyRows.table(keys));
    }
    return ExitCodes.COMPLETED;
  }
}
