package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of a pack of this machine with the files it would be installed with, until closed. */
public final class UnpackedPack implements AutoCloseable {

  private final Path draft;
  private final FetchedPack files;

  private UnpackedPack(Path draft, FetchedPack files) {
    this.draft = draft;
    this.files = files;
  }

  /**
   * Copies the pack in a directory or an archive.
   *
   * @throws IOException if there is none; the message says why, to follow the name
   */
  public static UnpackedPack of(Path source) throws IOException {
    Path draft = Files.createTempDirectory("heddle-pack");
    try {
      if (Files.isDirectory(source)) {
        PackFetch.located(source).copyTo(draft);
      } else {
        PackFetch.unpack(source, source.getFileName().toString(), draft);
      }
      return new UnpackedPack(draft, PackFetch.located(draft));
    } catch (IOException failed) {
      Directories.delete(draft);
      throw failed;
    }
  }

  /**
   * Where in a directory its pack lies.
   *
   * @throws IOException as {@link #of}
   */
  public static Path locate(Path directory) throws IOException {
    return PackFetch.located(directory).directory();
  }

  public Path directory() {
    return files.directory();
  }

  @Override
  public void close() throws IOException {
    Directories.delete(draft);
  }
}
