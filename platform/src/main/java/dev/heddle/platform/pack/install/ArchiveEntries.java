package dev.heddle.platform.pack.install;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The entries of an archive in their order; the content of each is read before the next. */
interface ArchiveEntries extends Closeable {

  /** What an entry is; anything but files and directories is {@link #OTHER}. */
  enum Kind {
    FILE,
    DIRECTORY,
    OTHER
  }

  /**
   * One entry.
   *
   * @param name as the archive says it
   * @param executable whether its owner may run it
   */
  record Entry(String name, Kind kind, boolean executable) {}

  /** The next entry; empty at the end. */
  Optional<Entry> next() throws IOException;

  /** The content of the entry that {@link #next} gave last. */
  InputStream content();
}
