package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.platform.pack.PackReading;
import dev.heddle.platform.pack.install.UnpackedPack;
import dev.heddle.platform.pack.trust.Candidate;
import dev.heddle.platform.pack.trust.PackSignature;
import dev.heddle.platform.pack.trust.SigningKey;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle pack sign}. */
@Command(
    addMethodSubcommands = false,
    name = "sign",
    description = "Signs a pack with a private key.",
    footer = {
      "",
      "The signature is the file pack.sig in the pack. It holds for these files, this",
      "ref and this version: after any change, sign again. Archives and repositories",
      "are made of the signed directory.",
      "",
      "Examples:",
      "  heddle pack sign ./my_pack --key release.key",
      "  heddle pack verify ./my_pack --keys release.pub"
    })
public final class PackSignCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "DIR", description = "The directory with the pack.")
  private Path source;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The file with the private key, as heddle pack keygen wrote it.")
  private Path file;

  public PackSignCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(source)) {
      throw new UsageException(
          source + " is no directory", "an archive is made of a directory that is signed");
    }
    SigningKey key = key();
    try {
      Path directory = UnpackedPack.locate(source);
      PackReading reading = PackReader.read(directory);
      Messages messages = Messages.toError(context);
      reading.diagnostics().forEach(messages::diagnostic);
      Optional<Pack> pack = reading.pack().filter(_ -> !reading.hasErrors());
      if (pack.isEmpty()) {
        messages.error("the pack has errors, nothing is signed", "");
        return ExitCodes.FAILED;
      }
      String version = pack.get().manifest().version();
      print(PackSignature.sign(new Candidate(pack.get().ref(), version, directory), key));
    } catch (IOException failed) {
      throw new UsageException(source + " cannot be signed: " + failed.getMessage());
    }
    return ExitCodes.COMPLETED;
  }

  private SigningKey key() {
    try {
      return SigningKey.read(file);
    } catch (IOException wrong) {
      throw new UsageException(file + " cannot be used: " + wrong.getMessage());
    }
  }

  private void print(PackSignature signature) {
    if (context.options().isDocument()) {
      context.print(
          MapValue.builder()
              .put("ref", signature.ref())
              .put("version", signature.version())
              .put("digest", signature.digest())
              .put("key", signature.key())
              .build());
      return;
    }
    context.print(
        "the pack "
            + signature.ref()
            + " "
            + signature.version()
            + " is signed with the key "
            + signature.key());
  }
}
