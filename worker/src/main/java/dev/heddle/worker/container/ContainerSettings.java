package dev.heddle.worker.container;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How steps are run; what the operator allows.
 *
 * @param engine where the Docker engine listens: {@code unix:///path} or {@code tcp://host:port}
 * @param installation tells containers of this installation from those of others
 * @param volumeRoots directories of the host that steps may mount, and what is in them (S4-33)
 * @param network the engine's network that containers join; never that of the host
 * @param rootAllowed whether an image that names no user runs as root
 * @param floatingAllowed whether images may be untagged or {@code latest} (U-06)
 * @param stopWithin from the signal to end to the kill
 */
public record ContainerSettings(
    Runner runner,
    String engine,
    String installation,
    List<Path> volumeRoots,
    String network,
    boolean rootAllowed,
    boolean floatingAllowed,
    Duration stopWithin) {

  public static final String RUNNER_VARIABLE = "HEDDLE_RUNNER";
  public static final String ENGINE_VARIABLE = "DOCKER_HOST";
  public static final String ROOTS_VARIABLE = "HEDDLE_VOLUME_ROOTS";
  public static final String NETWORK_VARIABLE = "HEDDLE_CONTAINER_NETWORK";
  public static final String USER_VARIABLE = "HEDDLE_CONTAINER_USER";
  public static final String IMAGES_VARIABLE = "HEDDLE_IMAGE_POLICY";

  private static final String UNIX = "unix://";
  private static final String DEFAULT_ENGINE = "unix:///var/run/docker.sock";

  /** What runs the commands of steps. */
  public enum Runner {
    DOCKER,
    PROCESS
  }

  public ContainerSettings {
    volumeRoots = List.copyOf(volumeRoots);
    if (network.equals("host") || network.startsWith("container:")) {
      throw new IllegalArgumentException(
          NETWORK_VARIABLE + " cannot be " + network + ": steps never share another network");
    }
    if (!engine.startsWith("unix:///") && !engine.startsWith("tcp://")) {
      throw new IllegalArgumentException(
          ENGINE_VARIABLE + " must be unix:///path or tcp://host:port, not " + engine);
    }
  }

  /**
   * What the environment of the process says.
   *
   * @throws IllegalArgumentException if it says what cannot be
   */
  public static ContainerSettings of(Map<String, String> environment, String installation) {
    return new ContainerSettings(
        choice(environment, RUNNER_VARIABLE, "docker", "process").equals("docker")
            ? Runner.DOCKER
            : Runner.PROCESS,
        value(environment, ENGINE_VARIABLE, DEFAULT_ENGINE),
        installation,
        roots(value(environment, ROOTS_VARIABLE, "")),
        value(environment, NETWORK_VARIABLE, "bridge"),
        choice(environment, USER_VARIABLE, "unprivileged", "image").equals("image"),
        choice(environment, IMAGES_VARIABLE, "development", "production").equals("development"),
        Duration.ofSeconds(10));
  }

  /** Whether it is worth asking: a socket that is not there has no containers behind it. */
  public boolean isEnginePresent() {
    return runner == Runner.DOCKER
        && (!engine.startsWith(UNIX) || Files.exists(Path.of(engine.substring(UNIX.length()))));
  }

  public ContainerSettings withRunner(Runner other) {
    return new ContainerSettings(
        other,
        engine,
        installation,
        volumeRoots,
        network,
        rootAllowed,
        floatingAllowed,
        stopWithin);
  }

  public ContainerSettings withStopWithin(Duration grace) {
    return new ContainerSettings(
        runner, engine, installation, volumeRoots, network, rootAllowed, floatingAllowed, grace);
  }

  private static String value(Map<String, String> environment, String name, String absent) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? absent : value.strip();
  }

  private static String choice(
      Map<String, String> environment, String name, String first, String other) {
    String value = value(environment, name, first).toLowerCase(Locale.ROOT);
    if (!value.equals(first) && !value.equals(other)) {
      throw new IllegalArgumentException(
          name + " must be " + first + " or " + other + ", not " + value);
    }
    return value;
  }

  private static List<Path> roots(String text) {
    List<Path> roots = new ArrayList<>();
    for (String each : text.split(":", -1)) {
      if (each.isBlank()) {
        continue;
      }
      try {
        Path root = Path.of(each);
        if (!root.isAbsolute() || root.normalize().getNameCount() == 0) {
          throw new IllegalArgumentException(
              ROOTS_VARIABLE + " names absolute directories, not " + each);
        }
        roots.add(root.normalize());
      } catch (InvalidPathException broken) {
        throw new IllegalArgumentException(ROOTS_VARIABLE + " has no path: " + each, broken);
      }
    }
    return roots;
  }
}
