package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A zip as it streams by. What it says of permissions and links stands in a directory at its end,
 * which is not read: links come out as files that hold their target, and scripts need no
 * permission, since their runner is named.
 */
final class ZipEntries implements ArchiveEntries {

  private final ZipInputStream zip;

  ZipEntries(InputStream in) {
    this.zip = new ZipInputStream(in);
  }

  @Override
  public Optional<Entry> next() throws IOException {
    ZipEntry entry;
    try {
      entry = zip.getNextEntry();
    } catch (IllegalArgumentException notUtf8) {
      throw new IOException("a name in it is no UTF-8", notUtf8);
    }
    if (entry == null) {
      return Optional.empty();
    }
    Kind kind = entry.isDirectory() ? Kind.DIRECTORY : Kind.FILE;
    return Optional.of(new Entry(entry.getName(), kind, false));
  }

  @Override
  public InputStream content() {
    return zip;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
