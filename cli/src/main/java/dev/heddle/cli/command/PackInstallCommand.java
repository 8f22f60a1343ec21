package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.wiring.Wiring;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.platform.pack.install.PackSource;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle pack install} (S1-139). */
@Command(
    addMethodSubcommands = false,
    name = "install",
    description = "Installs a pack, or upgrades it with --force.",
    footer = {
      "",
      "SOURCE is a directory, a .zip, .tar.gz or .tgz here or at an https address, a git",
      "repository over https or ssh, or the name of a pack in an index (HEDDLE_PACK_INDEX),",
      "perhaps with @version. pack.yaml lies at its root, in pack/, or in its only directory.",
      "What has an error, a failing test or needs a missing pack is not installed.",
      "",
      "Examples:",
      "  heddle pack install ./my_pack",
      "  heddle pack install my_pack-1.2.tar.gz --force",
      "  heddle pack install my_pack@1.2",
      "  heddle pack install git@git.example.org:packs/my_pack.git --ref v1.2",
      "  heddle pack install --locked packs.lock"
    })
public final class PackInstallCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..1",
      defaultValue = "",
      description = "Where the pack is.")
  private String source;

  @Option(
      names = "--locked",
      paramLabel = "FILE",
      description = "Install all packs of a lock as they are in it, instead of a SOURCE.")
  private @Nullable Path locked;

  @Option(
      names = "--ref",
      paramLabel = "REF",
      description = "The branch, tag or commit of a git repository.")
  private @Nullable String ref;

  @Mixin private final InstallOptions options = new InstallOptions();

  @Option(names = "--no-registry", description = "Look nothing up by name.")
  private boolean noRegistry;

  public PackInstallCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (source.isEmpty() == (locked == null)) {
      throw new UsageException(
          "what is to be installed is either a SOURCE or the packs of --locked FILE",
          "see heddle pack install --help");
    }
    if (locked != null) {
      if (ref != null || noRegistry || options.isAny()) {
        throw new UsageException(
            "--locked takes no other option", "the lock says which versions are installed");
      }
      return new LockedPacks(context).install(locked);
    }
    if (context.isElsewhere()) {
      return context.perform(
          options.with(
              ApiRequest.post("/api/v1/packs/install")
                  .with("source", source)
                  .with("git_ref", ref)
                  .with("no_registry", Value.of(noRegistry))),
          PackInstallCommand::line);
    }
    PackSource from = source();
    try (Wiring wiring = context.openToLook()) {
      Answer<Installed> answer =
          wiring.installer().install(from, options.toOptions(), context.login());
      Installed installed = valueOf(answer);
      context.audit(wiring, "pack install", about(installed));
      print(context, installed, "is installed");
    }
    return ExitCodes.COMPLETED;
  }

  /** Says what a server has installed. */
  static String line(MapValue pack) {
    String signer = Shown.text(pack, "signed_by");
    return "the pack "
        + Shown.text(pack, "ref")
        + " is installed, version "
        + Shown.text(pack, "version")
        + (signer.isEmpty() ? "" : ", signed by " + signer);
  }

  /** For the audit log. */
  static String about(Installed installed) {
    return installed.pack().ref()
        + " from "
        + installed.installation().source().written()
        + signed(installed);
  }

  private static String signed(Installed installed) {
    String signer = installed.installation().source().signedBy();
    return signer == null ? "" : ", signed by " + signer;
  }

  /** What was installed, or the refusal with what to do about it. */
  static Installed valueOf(Answer<Installed> answer) {
    return RefusedException.valueOf(answer, () -> hint(answer));
  }

  /** Says what there is to say about a pack that was installed. */
  static void print(Context context, Installed installed, String outcome) {
    Messages messages = Messages.toError(context);
    installed.reading().diagnostics().forEach(messages::diagnostic);
    if (context.options().isDocument()) {
      context.print(PackRows.document(installed.pack(), Optional.of(installed.installation())));
      return;
    }
    context.print(
        "the pack "
            + installed.pack().ref()
            + " "
            + outcome
            + ", version "
            + installed.pack().version()
            + signed(installed));
  }

  private PackSource source() {
    if (ref != null && !PackSource.Git.isRef(ref)) {
      throw new UsageException("--ref must be a branch, a tag or a commit");
    }
    PackSource from =
        PackSource.parse(source, Optional.ofNullable(ref))
            .filter(each -> !(noRegistry && each instanceof PackSource.Indexed))
            .orElseThrow(() ->
                new UsageException(
                    source + " is no directory, no archive and no repository",
                    "expected is a directory, a .zip, .tar.gz or .tgz, a URL of git over https or"
                        + " ssh, or a name of an index"));
    if (ref != null && !(from instanceof PackSource.Git)) {
      throw new UsageException("only a git repository has a --ref");
    }
    return from;
  }

  private static String hint(Answer<Installed> answer) {
    if (!(answer instanceof Answer.Refused<Installed>(Refusal refusal))) {
      return "";
    }
    return switch (refusal.code()) {
      case "duplicate_pack" -> "--force replaces it";
      case "missing_packs" -> "install them first, or go on without them with --skip-deps";
      case "tests_failed" -> "--skip-tests installs it all the same";
      default -> "";
    };
  }
}
