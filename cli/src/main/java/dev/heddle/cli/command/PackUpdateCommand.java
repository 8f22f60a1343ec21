package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.Answer;
import dev.heddle.platform.pack.install.InstallationStore.Installation;
import dev.heddle.platform.pack.install.PackInstaller;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.platform.pack.install.PackSource.Asker;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle pack update}. */
@Command(
    addMethodSubcommands = false,
    name = "update",
    description = "Installs a pack again from where it came from.",
    footer = {
      "",
      "If it has an error now or fails its tests, the version that is there stays.",
      "",
      "Examples:",
      "  heddle pack update my_pack"
    })
public final class PackUpdateCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "PACK", description = "The ref of the pack.")
  private String ref;

  @Option(names = "--skip-tests", description = "Do not run the tests of the pack.")
  private boolean skipTests;

  @Option(names = "--skip-deps", description = "Do not ask for the packs it needs.")
  private boolean skipDependencies;

  public PackUpdateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (context.isElsewhere()) {
      if (skipTests || skipDependencies) {
        throw new UsageException("a server always asks for what a pack needs and its tests");
      }
      return context.perform(
          ApiRequest.post("/api/v1/packs/{}/update", ref),
          pack -> "the pack " + ref + " is up to date, version " + Shown.text(pack, "version"));
    }
    try (Wiring wiring = context.openToLook()) {
      Optional<Installation> former = wiring.installations().find(ref);
      Answer<Installed> answer =
          wiring
              .installer()
              .update(
                  ref,
                  new PackInstaller.Options(false, skipTests, skipDependencies),
                  Asker.HERE,
                  context.login());
      Installed installed = PackInstallCommand.valueOf(answer);
      context.audit(wiring, "pack update", PackInstallCommand.about(installed));
      boolean same =
          former
              .filter(before ->
                  before.copy().checksum().equals(installed.installation().copy().checksum()))
              .isPresent();
      PackInstallCommand.print(context, installed, same ? "has not changed" : "is updated");
    }
    return ExitCodes.COMPLETED;
  }
}
