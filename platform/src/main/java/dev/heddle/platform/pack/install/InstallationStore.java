package dev.heddle.platform.pack.install;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where it is kept how packs came here (S1-139), also those that are replaced or gone (U-10). */
public interface InstallationStore {

  /** Adds a record, which is the present one of its pack from now on. */
  void save(Installation installation);

  /** The present one of a pack; it is gone when the pack is. */
  Optional<Installation> find(String pack);

  /** A name, fit for files, of this database among those that share a directory of packs. */
  String database();

  /** The present ones of all packs, by pack. */
  List<Installation> all();

  /**
   * The one that brought a file, also long ago. Where the same files were installed several times
   * it is the last one before a moment.
   *
   * @param file as definitions name theirs
   */
  Optional<Installation> ofFile(String pack, String file, Instant before);

  /** The one a pack was from at a moment; empty if it was not installed then. */
  Optional<Installation> at(String pack, Instant moment);

  /**
   * How a pack came here.
   *
   * @param system whether it stays (S1-142)
   */
  record Installation(
      String pack, Source source, Copy copy, boolean system, String by, Instant at) {

    /** Whether it put a file there. */
    public boolean holds(String file) {
      return file.startsWith(copy.directory() + "/");
    }
  }

  /**
   * Where it came from.
   *
   * @param written as {@link PackSource#written} says
   * @param commit of a repository; null if it is none, or was not noted
   * @param signedBy whose signature counted then, with the key; null if there was none
   */
  record Source(String written, @Nullable String commit, @Nullable String signedBy) {

    /** What everybody may see: a query may hold what lets somebody in. */
    public String shown() {
      int query = written.indexOf('?');
      return written.startsWith("http") && query >= 0 ? written.substring(0, query) : written;
    }
  }

  /**
   * What is used of it.
   *
   * @param directory where it lies
   * @param checksum over all files: {@code sha256:…}
   */
  record Copy(String version, String directory, String checksum) {}
}
