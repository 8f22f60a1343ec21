package dev.heddle.cli.command;

import dev.heddle.cli.api.ApiRequest;
import dev.heddle.cli.input.UsageException;
import dev.heddle.platform.pack.install.PackArchive;
import dev.heddle.platform.pack.install.PackSource.Uploaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code heddle pack upload} (S1-172). */
@Command(
    addMethodSubcommands = false,
    name = "upload",
    description = "Sends a pack of this machine to a server, which installs it.",
    footer = {
      "",
      "PATH is a directory, which is sent without .git, or a .zip, .tar.gz or .tgz, which is",
      "sent as it is: at most 128 MiB. pack.yaml lies at its root, in pack/, or in its only",
      "directory. Links may lead to files of the pack, not out of it.",
      "",
      "Examples:",
      "  heddle pack upload ./my_pack",
      "  heddle pack upload my_pack-1.2.tar.gz --force"
    })
public final class PackUploadCommand implements Callable<Integer> {

  private static final int LONGEST_NAME = 80;

  private final Context context;

  @Parameters(paramLabel = "PATH", description = "A directory or an archive with the pack.")
  private Path source;

  @Mixin private final InstallOptions options = new InstallOptions();

  public PackUploadCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    String name = name();
    if (Files.isDirectory(source)) {
      Path archive = Files.createTempFile("heddle-pack", ".zip");
      try {
        pack(archive);
        return send(archive, name + ".zip");
      } finally {
        Files.delete(archive);
      }
    }
    if (Files.isRegularFile(source) && Uploaded.isName(name)) {
      return send(source, name);
    }
    throw new UsageException(
        source + " is no directory and no archive",
        "expected is a directory, a .zip, .tar.gz or"
            + " .tgz; heddle pack install takes packs from elsewhere");
  }

  /** What others may know of where it lies: the last name, the end of it if it is long. */
  private String name() {
    Path last = source.toAbsolutePath().normalize().getFileName();
    String plain = last == null ? "pack" : last.toString().replaceAll("[^\\w.+-]", "_");
    return plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
  }

  private void pack(Path archive) {
    try {
      PackArchive.write(source, archive);
    } catch (IOException e) {
      throw new UsageException(source + " cannot be sent: " + e.getMessage());
    }
  }

  private int send(Path archive, String name) throws IOException {
    if (Files.size(archive) > Uploaded.LARGEST) {
      throw new UsageException(
          source + " is too large: an archive has at most " + (Uploaded.LARGEST >> 20) + " MiB",
          "files that are no part of the pack are better kept elsewhere");
    }
    return context.perform(
        options
            .asking(ApiRequest.post("/api/v1/packs/upload").asking("file", name))
            .withFile(archive),
        PackInstallCommand::line);
  }
}
