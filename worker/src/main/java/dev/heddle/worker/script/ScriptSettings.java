package dev.heddle.worker.script;

import dev.heddle.engine.port.ArtifactStore;
import java.nio.file.Path;
import java.time.Duration;

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
 */
public record ScriptSettings(
    ArtifactStore artifacts,
    Path directory,
    int logTail,
    long maxOutput,
    Duration urlMargin,
    Duration recordsKept) {

  public ScriptSettings {
    directory = directory.toAbsolutePath();
    if (logTail < 1 || maxOutput < 1 || !urlMargin.isPositive()) {
      throw new IllegalArgumentException("limits of scripts are positive");
    }
  }

  /** The usual ones. */
  public static ScriptSettings of(ArtifactStore artifacts, Path directory) {
    return new ScriptSettings(
        artifacts, directory, 100, 1L << 30, Duration.ofHours(1), Duration.ofDays(7));
  }

  public ScriptSettings withUrlMargin(Duration margin) {
    return new ScriptSettings(artifacts, directory, logTail, maxOutput, margin, recordsKept);
  }

  public ScriptSettings withMaxOutput(long bytes) {
    return new ScriptSettings(artifacts, directory, logTail, bytes, urlMargin, recordsKept);
  }
}
