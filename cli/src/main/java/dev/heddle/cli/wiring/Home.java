package dev.heddle.cli.wiring;

import dev.heddle.cli.input.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The directory where Heddle keeps what is its own: {@code HEDDLE_HOME}, else {@code ~/.heddle}.
 */
public final class Home {

  private static final String HINT = "set HEDDLE_HOME to a directory of yours";

  private Home() {}

  public static Path of(Map<String, String> environment) {
    String home = environment.getOrDefault("HEDDLE_HOME", "");
    return home.isBlank() ? Path.of(System.getProperty("user.home"), ".heddle") : Path.of(home);
  }

  /**
   * The same, if it can be the directory.
   *
   * @throws UsageException if something else stands there
   */
  public static Path usable(Map<String, String> environment) {
    Path home = of(environment);
    if (Files.exists(home) && !Files.isDirectory(home)) {
      throw new UsageException(home + " is a file, but Heddle keeps a directory there", HINT);
    }
    return home;
  }

  /** Why it cannot be used after all. */
  static UsageException unusable(Map<String, String> environment, IOException failed) {
    String reason =
        switch (failed) {
          case AccessDeniedException _ -> "permission denied";
          case FileSystemException known when known.getReason() != null -> known.getReason();
          default -> failed.getClass().getSimpleName();
        };
    return new UsageException("cannot use " + of(environment) + ": " + reason, HINT);
  }
}
