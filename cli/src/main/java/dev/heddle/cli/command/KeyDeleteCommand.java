package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.platform.keys.KeyOwner;
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
    KeyOwner owner = whose.owner();
    return context.perform(
        ApiRequest.delete("/api/v1/keys/{}", ref)
            .asking("owner_type", owner.type().label())
            .asking("owner", owner.name().isEmpty() ? null : owner.name()),
        _ -> ref + " is deleted");
  }
}
