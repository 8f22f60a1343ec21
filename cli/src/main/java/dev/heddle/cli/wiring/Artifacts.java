package dev.heddle.cli.wiring;

import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.platform.artifacts.ArtifactFiles;
import dev.heddle.platform.artifacts.FileArtifactStore;
import dev.heddle.platform.artifacts.Grants;
import dev.heddle.platform.artifacts.S3Address;
import dev.heddle.platform.artifacts.S3ArtifactStore;
import dev.heddle.platform.artifacts.SignedObjects;
import dev.heddle.platform.artifacts.ToldArtifacts;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.notification.ArtifactNews;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The store of what scripts read and print: {@code HEDDLE_ARTIFACTS}, which is a directory or
 * {@code s3://bucket/prefix}, else a directory of our own.
 *
 * @param signed what the server answers to signed URLs; empty if another server does that
 */
record Artifacts(ArtifactStore store, Optional<SignedObjects> signed) {

  private static final String VARIABLE = "HEDDLE_ARTIFACTS";
  private static final long LARGEST_OBJECT = 1L << 30;

  /** The same, of which those are told who listen. */
  Artifacts telling(ArtifactNews news) {
    return new Artifacts(new ToldArtifacts(store, news), signed);
  }

  static Artifacts open(Map<String, String> environment, ServerKey key, InstantSource clock) {
    String place = environment.getOrDefault(VARIABLE, "");
    if (place.contains("://") && !place.startsWith("s3://")) {
      throw new IllegalArgumentException(
          VARIABLE + " must be a directory, s3://bucket or s3://bucket/prefix, not " + place);
    }
    if (place.startsWith("s3://")) {
      return new Artifacts(
          new S3ArtifactStore(S3Address.of(place, environment), clock), Optional.empty());
    }
    Path directory = place.isBlank() ? Home.of(environment).resolve("artifacts") : Path.of(place);
    ArtifactFiles files = new ArtifactFiles(directory, LARGEST_OBJECT);
    Grants grants = new Grants(key, clock);
    return new Artifacts(
        new FileArtifactStore(files, grants, directory.resolve(".sockets")),
        Optional.of(new SignedObjects(files, grants)));
  }
}
