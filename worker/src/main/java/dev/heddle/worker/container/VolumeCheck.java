package dev.heddle.worker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Which paths of the host steps may see (S4-33): those under the roots the operator named, links
 * followed, and never the socket of a container engine nor what it lies in.
 */
final class VolumeCheck {

  /** Who may talk to one of these is root on the host. */
  private static final List<String> SOCKETS =
      List.of(
          "/var/run/docker.sock",
          "/run/docker.sock",
          "/run/containerd/containerd.sock",
          "/run/podman/podman.sock");

  private static final String REFUSED = "volume_refused";

  private final ContainerSettings settings;

  VolumeCheck(ContainerSettings settings) {
    this.settings = settings;
  }

  /** The path to mount, without links. */
  Path source(ContainerJob.Volume volume) throws RefusedJobException {
    Path real = real(volume.source());
    if (settings.volumeRoots().stream().noneMatch(root -> isUnder(real, root))) {
      throw new RefusedJobException(
          REFUSED,
          "volume "
              + volume.source()
              + " is not under a directory the operator allows: "
              + (settings.volumeRoots().isEmpty()
                  ? "there is none, see " + ContainerSettings.ROOTS_VARIABLE
                  : settings.volumeRoots().toString()));
    }
    if (isSocket(real) || holdsEngine(real)) {
      throw new RefusedJobException(
          REFUSED, "volume " + volume.source() + " would give the step a container engine");
    }
    if (!volume.target().startsWith("/") || volume.target().replace("/", "").isEmpty()) {
      throw new RefusedJobException(
          REFUSED, "volume " + volume.source() + " needs an absolute target that is not /");
    }
    return real;
  }

  private static Path real(String source) throws RefusedJobException {
    try {
      Path path = Path.of(source);
      if (path.isAbsolute()) {
        return path.toRealPath();
      }
    } catch (InvalidPathException | IOException missing) {
      // said below
    }
    throw new RefusedJobException(REFUSED, "volume " + source + " does not exist on the host");
  }

  private static boolean isUnder(Path real, Path root) {
    try {
      return real.startsWith(root.toRealPath());
    } catch (IOException missing) {
      return false;
    }
  }

  private static boolean isSocket(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (IOException unreadable) {
      return true;
    }
  }

  private boolean holdsEngine(Path real) {
    String engine = settings.engine();
    if (engine.startsWith("unix://") && holds(real, Path.of(engine.substring(7)))) {
      return true;
    }
    return SOCKETS.stream().anyMatch(socket -> holds(real, Path.of(socket)));
  }

  private static boolean holds(Path directory, Path socket) {
    try {
      return socket.toRealPath().startsWith(directory);
    } catch (IOException missing) {
      return socket.startsWith(directory);
    }
  }
}
