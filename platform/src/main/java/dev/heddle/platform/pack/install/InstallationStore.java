package dev.heddle.platform.pack.install;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where it is kept how packs came here (S1-139). */
public interface InstallationStore {

  /** Adds a record, or replaces the one of the same pack. */
  void save(Installation installation);

  Optional<Installation> find(String pack);

  /** All, by pack. */
  List<Installation> all();

  /**
   * How a pack came here. It is gone when the pack is.
   *
   * @param source as {@link PackSource#written} says
   * @param checksum over all files: {@code sha256:…}
   * @param system whether it stays (S1-142)
   */
  record Installation(
      String pack, String source, String checksum, boolean system, String by, Instant at) {}
}
