package dev.heddle.cli.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The version this program was built as, from a resource the build fills in. */
public final class Version {

  private Version() {}

  public static String text() {
    try (var resource = Version.class.getResourceAsStream("/dev/heddle/cli/version.txt")) {
      return new String(requireNonNull(resource, "version.txt").readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
