package dev.heddle.postgres.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of the server binaries, as the build wrote it down (their archive does not say). */
final class ServerVersion {
  private static final String FULL = read();

  private ServerVersion() {}

  static String full() {
    return FULL;
  }

  static String major() {
    return FULL.substring(0, FULL.indexOf('.'));
  }

  private static String read() {
    try (InputStream in = ServerVersion.class.getResourceAsStream("embedded.properties")) {
      var properties = new Properties();
      properties.load(Objects.requireNonNull(in, "embedded.properties"));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
