package dev.heddle.cli.command;

import dev.heddle.cli.wiring.Wiring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code heddle key delete}. */
@Command(
    addMethodSubcommands = false,
    name = "delete",
    description = "Removes a key.",
    footer = {"", "Exit code 1 if there is none.", "", "Examples:", "  heddle key delete region"})
public final class KeyDeleteCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "REF", description = "The key.")
  private String ref;

  @Mixin private final KeyOwnerOptions whose = new KeyOwnerOptions();

  public KeyDeleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean deleted;
    try (Wiring wiring = context.openToLook()) {
      deleted = wiring.keys().delete(whose.owner(), ref);
      context.audit(wiring, "key delete", ref);
    }
    if (!deleted) {
      Messages.toError(context).error("there is no key " + ref, "see heddle key list");
      return ExitCodes.FAILED;
    }
    if (!context.options().isDocument()) {
      context.print(ref + " is deleted");
    }
    return ExitCodes.COMPLETED;
  }
}
