package dev.heddle.worker.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The directory of a container for {@code STEP_OUTPUTS}. It is copied in and out instead of
 * mounted, so the engine may be on another host and nothing of this host is shared.
 */
final class OutputsArchive {

  private static final String DIRECTORY = "heddle";
  private static final String FILE = "outputs";

  /** What {@code STEP_OUTPUTS} says; of programs of our own the message they leave. */
  static final String PATH = "/" + DIRECTORY + "/" + FILE;

  /** Whoever the step runs as may write in it. */
  private static final int MODE = 040777;

  private static final int READABLE = 0100644;

  private OutputsArchive() {}

  /** Where a file of the directory is in the container. */
  static String place(String file) {
    return file.isEmpty() ? "/" + DIRECTORY : "/" + DIRECTORY + "/" + file;
  }

  /** To unpack in the root of a container. */
  static InputStream directory() {
    return archive(tar -> {});
  }

  /** The same with a file in it. */
  static InputStream directoryWith(String name, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return archive(tar -> {
      TarArchiveEntry file = new TarArchiveEntry(DIRECTORY + "/" + name);
      file.setMode(READABLE);
      file.setSize(content.length);
      tar.putArchiveEntry(file);
      tar.write(content);
      tar.closeArchiveEntry();
    });
  }

  private interface Entries {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private static InputStream archive(Entries more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(DIRECTORY + "/");
      entry.setMode(MODE);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
      more.write(tar);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  /**
   * The text of the file in an archive of {@link #PATH}; empty if it is no plain file.
   *
   * @throws IOException if it cannot be read or is too large
   */
  static Optional<String> read(InputStream archive) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry == null || !entry.isFile() || entry.isSymbolicLink() || entry.isLink()) {
        return Optional.empty();
      }
      byte[] bytes = tar.readNBytes(StepOutputs.MOST_CHARACTERS + 1);
      if (bytes.length > StepOutputs.MOST_CHARACTERS) {
        throw new IOException("it is larger than 1 MiB");
      }
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
