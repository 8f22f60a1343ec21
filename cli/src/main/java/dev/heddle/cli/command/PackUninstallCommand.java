package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.wiring.Wiring;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle pack uninstall} (S1-142). */
@Command(
    addMethodSubcommands = false,
    name = "uninstall",
    description = "Removes a pack with its workflows; what runs goes on.",
    footer = {"", "Examples:", "  heddle pack uninstall my_pack"})
public final class PackUninstallCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "PACK", description = "The ref of the pack.")
  private String ref;

  public PackUninstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.isElsewhere()) {
      return context.perform(
          ApiRequest.delete("/api/v1/packs/{}", ref), _ -> "the pack " + ref + " is removed");
    }
    try (Wiring wiring = context.openToLook()) {
      RefusedException.valueOf(wiring.installer().uninstall(ref), () -> "see heddle pack list");
      context.audit(wiring, "pack uninstall", ref);
    }
    if (!context.options().isDocument()) {
      context.print("the pack " + ref + " is removed");
    }
    return ExitCodes.COMPLETED;
  }
}
