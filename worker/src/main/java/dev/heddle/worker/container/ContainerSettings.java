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
 * @param pull when images are fetched (S3-55)
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
    Pull pull,
    Duration stopWithin) {

  public static final String RUNNER_VARIABLE = "HEDDLE_RUNNER";
  public static final String ENGINE_VARIABLE = "DOCKER_HOST";
  public static final String ROOTS_VARIABLE = "HEDDLE_VOLUME_ROOTS";
  public static final String NETWORK_VARIABLE = "HEDDLE_CONTAINER_NETWORK";
  public static final String USER_VARIABLE = "HEDDLE_CONTAINER_USER";
  public static final String IMAGES_VARIABLE = "HEDDLE_IMAGE_POLICY";
  public static final String PULL_VARIABLE = "HEDDLE_IMAGE_PULL";

  private static final String UNIX = "unix://";
  private static final String DEFAULT_ENGINE = "unix:///var/run/docker.sock";

  /** What runs the commands of steps. */
  public enum Runner {
    DOCKER,
    PROCESS
  }

  /** When an image is fetched from its registry. */
  public enum Pull {
    /** If the engine has none of that name. */
    MISSING,
    /** Before every attempt. */
    ALWAYS,
    /** What the engine does not have is a failure: for images that are built where they run. */
    NEVER
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
        Pull.valueOf(
            choice(environment, PULL_VARIABLE, "missing", "always", "never")
                .toUpperCase(Locale.ROOT)),
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
        pull,
        stopWithin);
  }

  public ContainerSettings withStopWithin(Duration grace) {
    return new ContainerSettings(
        runner,
        engine,
        installation,
        volumeRoots,
        network,
        rootAllowed,
        floatingAllowed,
        pull,
        grace);
  }

  private static String value(Map<String, String> environment, String name, String absent) {
    String value = environment.getOrDefault(name, "");
    return value.isBlank() ? absent : value.strip();
  }

  /** The first holds if nothing is said. */
  private static String choice(Map<String, String> environment, String name, String... words) {
    String value = value(environment, name, words[0]).toLowerCase(Locale.ROOT);
    if (!List.of(words).contains(value)) {
      throw new IllegalArgumentException(
          name + " must be " + String.join(" or ", words) + ", not " + value);
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
