package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.platform.pack.install.UnpackedPack;
import dev.heddle.platform.pack.trust.Candidate;
import dev.heddle.platform.pack.trust.PackDigest;
import dev.heddle.platform.pack.trust.Signing;
import dev.heddle.platform.pack.trust.TrustedKey;
import dev.heddle.platform.pack.trust.TrustedKeys;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle pack verify}. */
@Command(
    addMethodSubcommands = false,
    name = "verify",
    description = "Checks who signed a pack, and that nothing was changed since.",
    footer = {
      "",
      "PATH is a directory, or a .zip, .tar.gz or .tgz. Exit code 1 if none of the",
      "keys signed the pack as it is.",
      "",
      "Examples:",
      "  heddle pack verify ./my_pack --keys release.pub",
      "  heddle pack verify my_pack-1.2.tar.gz"
    })
public final class PackVerifyCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "PATH", description = "A directory or an archive with the pack.")
  private Path source;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The public keys that are trusted, one in a line; else HEDDLE_PACK_KEYS.")
  private @Nullable Path keys;

  public PackVerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TrustedKeys trusted = trusted();
    try (UnpackedPack copy = UnpackedPack.of(source)) {
      PackReading reading = PackReader.read(copy.directory(), source);
      Messages messages = Messages.toError(context);
      reading.diagnostics().forEach(messages::diagnostic);
      Optional<Pack> pack = reading.pack();
      if (pack.isEmpty()) {
        return ExitCodes.FAILED;
      }
      Candidate candidate =
          new Candidate(pack.get().ref(), pack.get().manifest().version(), copy.directory());
      return switch (trusted.signing(candidate)) {
        case Signing.By(TrustedKey key) -> {
          print(candidate, key);
          yield ExitCodes.COMPLETED;
        }
        case Signing.Missing(_, String message) -> {
          messages.error(message, "");
          yield ExitCodes.FAILED;
        }
      };
    } catch (IOException failed) {
      throw new UsageException(source + " cannot be checked: " + failed.getMessage());
    }
  }

  private TrustedKeys trusted() {
    String known = context.environment().getOrDefault("HEDDLE_PACK_KEYS", "").strip();
    if (keys == null && known.isEmpty()) {
      throw new UsageException(
          "it is not known which keys are trusted",
          "--keys FILE with their public keys, or HEDDLE_PACK_KEYS");
    }
    try {
      return TrustedKeys.read(keys == null ? Path.of(known) : keys);
    } catch (IOException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }

  private void print(Candidate pack, TrustedKey key) throws IOException {
    if (context.options().isDocument()) {
      context.print(
          MapValue.builder()
              .put("ref", pack.ref())
              .put("version", pack.version())
              .put("digest", PackDigest.of(pack.directory()))
              .put("signed_by", key.shown())
              .build());
      return;
    }
    context.print("the pack " + pack.ref() + " " + pack.version() + " is signed by " + key.shown());
  }
}
