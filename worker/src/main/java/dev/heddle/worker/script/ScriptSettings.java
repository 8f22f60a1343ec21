package dev.heddle.worker.script;

import dev.heddle.engine.port.ArtifactStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How scripts are run.
 *
 * @param artifacts where code, inputs and outputs lie
 * @param directory of this host, for work directories and installed dependencies; survives restarts
 * @param logTail lines of the log kept with a failure (S3-46, D-21)
 * @param maxOutput bytes a script may print
 * @param urlMargin how much longer than the attempt its URLs are good (S3-52)
 * @param recordsKept how long the end of an attempt is remembered on this host, so that one that is
 *     handed out again after a crash is not run again
 * @param image of the containers that scripts run in; empty: they are processes of this host
 */
public record ScriptSettings(
    ArtifactStore artifacts,
    Path directory,
    int logTail,
    long maxOutput,
    Duration urlMargin,
    Duration recordsKept,
    Optional<String> image) {

  public static final String IMAGE_VARIABLE = "HEDDLE_SCRIPT_IMAGE";

  public ScriptSettings {
    directory = directory.toAbsolutePath();
    if (logTail < 1 || maxOutput < 1 || !urlMargin.isPositive()) {
      throw new IllegalArgumentException("limits of scripts are positive");
    }
  }

  /** The usual ones. */
  public static ScriptSettings of(ArtifactStore artifacts, Path directory) {
    return new ScriptSettings(
        artifacts,
        directory,
        100,
        1L << 30,
        Duration.ofHours(1),
        Duration.ofDays(7),
        Optional.empty());
  }

  public ScriptSettings withUrlMargin(Duration margin) {
    return new ScriptSettings(artifacts, directory, logTail, maxOutput, margin, recordsKept, image);
  }

  public ScriptSettings withMaxOutput(long bytes) {
    return new ScriptSettings(artifacts, directory, logTail, bytes, urlMargin, recordsKept, image);
  }

  /** In containers of the image that the environment of the process names, if it names one. */
  public ScriptSettings withImage(Map<String, String> environment) {
    String name = environment.getOrDefault(IMAGE_VARIABLE, "").strip();
    return new ScriptSettings(
        artifacts,
        directory,
        logTail,
        maxOutput,
        urlMargin,
        recordsKept,
        name.isEmpty() ? Optional.empty() : Optional.of(name));
  }
}
