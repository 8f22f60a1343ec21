package dev.heddle.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.IVersionProvider;

/** The version this program was built as, from a resource the build fills in. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"heddle " + text()};
  }

  static String text() {
    try (var resource = BuildVersion.class.getResourceAsStream("version.txt")) {
      return new String(requireNonNull(resource, "version.txt").readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
