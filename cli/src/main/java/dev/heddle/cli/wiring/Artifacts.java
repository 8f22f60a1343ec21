package dev.heddle.cli.wiring;

import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.platform.artifacts.ArtifactFiles;
import dev.heddle.platform.artifacts.FileArtifactStore;
import dev.heddle.platform.artifacts.Grants;
import dev.heddle.platform.keys.ServerKey;
import java.time.InstantSource;
import java.util.Map;

/** The store of what scripts read and print. */
final class Artifacts {

  private static final long LARGEST_OBJECT = 1L << 30;

  private Artifacts() {}

  static ArtifactStore open(Map<String, String> environment, ServerKey key, InstantSource clock) {
    ArtifactFiles files =
        new ArtifactFiles(Home.of(environment).resolve("artifacts"), LARGEST_OBJECT);
    return new FileArtifactStore(files, new Grants(key, clock));
  }
}
