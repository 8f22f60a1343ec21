package dev.heddle.platform.pack.install;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The kinds of archives a pack can come in (S1-139). */
enum ArchiveFormat {
  ZIP,
  TAR_GZ;

  /** By the end of a file's name. */
  static Optional<ArchiveFormat> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zip")) {
      return Optional.of(ZIP);
    }
    return lower.endsWith(".tar.gz") || lower.endsWith(".tgz")
        ? Optional.of(TAR_GZ)
        : Optional.empty();
  }

  /** The entries of an archive, one after the other. */
  ArchiveEntries open(InputStream in) throws IOException {
    return switch (this) {
      case ZIP -> new ZipEntries(in);
      case TAR_GZ -> new TarEntries(new GZIPInputStream(in));
    };
  }
}
