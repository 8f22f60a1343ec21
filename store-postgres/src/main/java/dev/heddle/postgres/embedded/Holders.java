package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * This process's share in the server. The operating system drops it when the process dies, however
 * it dies. Open only one per file and process: POSIX releases all locks of a process on a file when
 * it closes any channel to it.
 */
final class Holders {
  private final FileChannel channel;
  private FileLock lock;

  private Holders(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Joins; waits for a process that is just telling the server to stop. */
  static Holders join(Layout layout) throws IOException {
    FileChannel channel = openLockFile(layout.holdersLock());
    try {
      return new Holders(channel, channel.lock(0, Long.MAX_VALUE, true));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Gives the share up and runs the action if nobody else holds one. Of several processes that
   * leave at once at least one succeeds: whoever gives up its share last finds none left, or finds
   * another leaver that did.
   */
  void leave(LastOneOut action) throws IOException {
    try (channel) {
      lock.release();
      @Nullable FileLock exclusive = channel.tryLock();
      if (exclusive != null) {
        action.run();
      }
    }
  }

  static FileChannel openLockFile(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** What the last process does while newcomers wait. */
  @FunctionalInterface
  interface LastOneOut {
    void run() throws IOException;
  }
}
