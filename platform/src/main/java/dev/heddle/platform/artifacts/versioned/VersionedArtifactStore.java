package dev.heddle.platform.artifacts.versioned;

import dev.heddle.platform.artifacts.versioned.Artifact.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where artifacts and the bytes of their versions are durable. */
public interface VersionedArtifactStore {

  /** All artifacts by ref. */
  List<Artifact> all();

  Optional<Artifact> find(String ref);

  /** Adds an artifact without versions; false if there is one of this ref. */
  boolean create(Artifact artifact);

  /**
   * Adds a version and removes those that are too many now, at once or not at all.
   *
   * @return empty if there is no such artifact
   */
  Optional<Version> add(String ref, byte[] content, Instant now);

  /** The versions that are kept, newest first. */
  List<Version> versions(String ref);

  Optional<byte[]> content(String ref, int number);

  /** Removes an artifact with its versions; false if there was none. */
  boolean delete(String ref);

  /**
   * Removes versions that are too old.
   *
   * @return how many, at most {@code most}
   */
  int removeOld(Instant now, int most);
}
