package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Small text files that only their owner may read and that are either old or new, never half. */
final class PrivateFile {
  private PrivateFile() {}

  static void write(Path path, String text) throws IOException {
    // Temporary files are created with mode 0600.
    Path unfinished = Files.createTempFile(path.getParent(), path.getFileName() + "-", ".tmp");
    Files.writeString(unfinished, text, StandardOpenOption.SYNC);
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes created and renamed entries of a directory survive a power loss. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
