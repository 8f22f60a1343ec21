package dev.heddle.worker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * As whom a container runs: as the image says if it says anything, else as the user of this process
 * (so that volumes of its own are writable), and as nobody if that is root.
 */
final class ContainerUser {

  private static final String NOBODY = "65534:65534";

  private ContainerUser() {}

  /** The user to ask for; empty to leave it to the image. */
  static Optional<String> of(String imageUser, ContainerSettings settings) {
    return !imageUser.isBlank() || settings.rootAllowed() ? Optional.empty() : Optional.of(own());
  }

  private static String own() {
    try {
      Path self = Path.of("/proc/self");
      Object user = Files.getAttribute(self, "unix:uid");
      Object group = Files.getAttribute(self, "unix:gid");
      return user.equals(0) ? NOBODY : user + ":" + group;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return NOBODY;
    }
  }
}
