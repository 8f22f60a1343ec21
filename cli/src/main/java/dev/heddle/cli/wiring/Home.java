package dev.heddle.cli.wiring;

import java.nio.file.Path;
import java.util.Map;

/**
 * The directory where Heddle keeps what is its own: {@code HEDDLE_HOME}, else {@code ~/.heddle}.
 */
final class Home {

  private Home() {}

  static Path of(Map<String, String> environment) {
    String home = environment.getOrDefault("HEDDLE_HOME", "");
    return home.isBlank() ? Path.of(System.getProperty("user.home"), ".heddle") : Path.of(home);
  }
}
