package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code heddle pack list}. */
@Command(
    addMethodSubcommands = false,
    name = "list",
    description = "Lists the installed packs.",
    footer = {"", "Examples:", "  heddle pack list", "  heddle pack list --output json"})
public final class PackListCommand implements Callable<Integer> {

  private final Context context;

  public PackListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.isElsewhere()) {
      return context.list(
          ApiRequest.get("/api/v1/packs"),
          Integer.MAX_VALUE,
          new Listing("no packs; install one with: heddle pack install SOURCE")
              .column("PACK", "ref")
              .column("VERSION", "version")
              .column("ENABLED", "enabled")
              .column("UPDATED", pack -> Shown.time(pack, "updated_at"))
              .column("LABEL", "label"));
    }
    try (Wiring wiring = context.openToLook()) {
      List<PackRow> packs = wiring.packs().list();
      Map<String, Installation> installations =
          wiring.installations().all().stream()
              .collect(Collectors.toMap(Installation::pack, Function.identity()));
      if (context.options().isDocument()) {
        context.print(PackRows.document(packs, installations));
      } else if (packs.isEmpty()) {
        context.print("no packs; install one with: heddle pack install DIR");
      } else {
        context.print(PackRows.table(packs, installations));
      }
    }
    return ExitCodes.COMPLETED;
  }
}
