package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.pack.trust.SigningKey;
import dev.heddle.platform.pack.trust.TrustedKey;
import dev.heddle.values.MapValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code heddle pack keygen}. */
@Command(
    addMethodSubcommands = false,
    name = "keygen",
    description = "Makes a key to sign packs with.",
    footer = {
      "",
      "NAME.key is the private key: it signs, and nobody but its owner may read it.",
      "NAME.pub is a line for the file that HEDDLE_PACK_KEYS names at the servers that",
      "trust it.",
      "",
      "Examples:",
      "  heddle pack keygen release",
      "  heddle pack keygen release --dir ~/keys"
    })
public final class PackKeygenCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "NAME", description = "Whose it is, as others see it.")
  private String name = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where to write the two files; here if left out.")
  private Path directory;

  public PackKeygenCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (!TrustedKey.isName(name)) {
      throw new UsageException(
          "a key cannot be called '" + name + "'",
          "up to 64 letters, digits and . _ @ + -, beginning with a letter or digit");
    }
    if (!Files.isDirectory(directory)) {
      throw new UsageException("there is no directory " + directory);
    }
    Path secret = directory.resolve(name + ".key").normalize();
    Path open = directory.resolve(name + ".pub").normalize();
    for (Path file : new Path[] {secret, open}) {
      if (Files.exists(file)) {
        throw new UsageException(file + " is there already and stays as it is");
      }
    }
    SigningKey key = SigningKey.generate();
    TrustedKey trusted = TrustedKey.of(name, key.publicKey());
    key.write(secret);
    Files.writeString(open, trusted.line() + "\n", StandardOpenOption.CREATE_NEW);
    if (context.options().isDocument()) {
      context.print(
          MapValue.builder()
              .put("name", name)
              .put("key", trusted.id())
              .put("private_key_file", secret.toString())
              .put("public_key_file", open.toString())
              .build());
    } else {
      context.print("the key " + trusted.shown() + " is made");
      context.print(secret + " signs packs: keep it where nobody else reads it");
      context.print(open + " is for those who trust it");
    }
    return ExitCodes.COMPLETED;
  }
}
