package dev.heddle.platform.pack.trust;

import java.nio.file.Path;

/**
 * A pack that is to be used.
 *
 * @param ref as its {@code pack.yaml} says, and so the version
 * @param directory where its files are, and nobody changes them
 */
public record Candidate(String ref, String version, Path directory) {

  String named() {
    return "`" + ref + "` " + version;
  }
}
