package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.engine.port.Reach;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.platform.catalog.Configuration;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.platform.pack.install.InstallationStore.Source;
import dev.heddle.values.ListValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code heddle pack show}. */
@Command(
    addMethodSubcommands = false,
    name = "show",
    description = "Shows an installed pack: where it is from, what is in it, its settings.",
    footer = {"", "Examples:", "  heddle pack show my_pack", "  heddle pack show my_pack -j"})
public final class PackShowCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "PACK", description = "The ref of the pack.")
  private String ref;

  public PackShowCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.isElsewhere()) {
      return context.show(ApiRequest.get("/api/v1/packs/{}", ref));
    }
    try (Wiring wiring = context.openToLook()) {
      PackRow pack =
          RefusedException.valueOf(wiring.packs().find(ref), () -> "see heddle pack list");
      Configuration settings =
          RefusedException.valueOf(wiring.configurations().find(ref), () -> "");
      Optional<Installation> installation = wiring.installations().find(ref);
      List<String> actions =
          wiring.actions().list().stream()
              .map(action -> action.ref())
              .filter(action -> PackNames.packOf(action).equals(ref))
              .toList();
      List<String> workflows =
          wiring
              .workflows()
              .list(new Workflows.Filter(ref, List.of(), null, null, Reach.ALL))
              .stream()
              .map(WorkflowRow::ref)
              .toList();
      if (context.options().isDocument()) {
        context.print(
            PackRows.document(pack, installation)
                .with("actions", texts(actions))
                .with("workflows", texts(workflows))
                .with("config", PackSettings.document(settings)));
        return ExitCodes.COMPLETED;
      }
      context.print(lines(pack, installation, actions, workflows));
      context.print("");
      PackSettings.print(context, settings);
    }
    return ExitCodes.COMPLETED;
  }

  private static List<String> lines(
      PackRow pack,
      Optional<Installation> installation,
      List<String> actions,
      List<String> workflows) {
    Optional<Source> source = installation.map(Installation::source);
    return List.of(
        pack.ref() + " " + pack.version() + (pack.enabled() ? "" : " (disabled)"),
        pack.label() + ": " + pack.description(),
        "from       " + source.map(Source::written).orElse(pack.directory()),
        "commit     " + source.map(Source::commit).orElse("-"),
        "checksum   " + installation.map(each -> each.copy().checksum()).orElse("-"),
        "signed by  " + source.map(Source::signedBy).orElse("-"),
        "installed  " + pack.updatedAt() + installation.map(each -> " by " + each.by()).orElse(""),
        "actions    " + (actions.isEmpty() ? "-" : String.join(", ", actions)),
        "workflows  " + (workflows.isEmpty() ? "-" : String.join(", ", workflows)));
  }

  private static ListValue texts(List<String> texts) {
    return new ListValue(texts.stream().<Value>map(TextValue::new).toList());
  }
}
