package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares output with a file of {@code src/test/resources/golden}, ids, times and durations left
 * out. What a failed comparison saw stands in {@code target/golden}, to be copied if it is right.
 */
final class Golden {

  private static final Path EXPECTED = Path.of("src/test/resources/golden");
  private static final Path SEEN = Path.of("target/golden");

  private Golden() {}

  static void check(String name, String text) throws IOException {
    String seen = stable(text);
    Path file = EXPECTED.resolve(name);
    String expected = Files.exists(file) ? Files.readString(file) : "";
    if (!expected.equals(seen)) {
      Files.createDirectories(SEEN);
      Files.writeString(SEEN.resolve(name), seen);
    }
    assertThat(seen).as("%s, seen in %s", file, SEEN.resolve(name)).isEqualTo(expected);
  }

  static String stable(String text) {
    return text.replaceAll("\\b0[0-9a-hjkmnp-tv-z]{12}\\b", "<id>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?", "<time>")
        .replaceAll("\\b\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\b", "<time>")
        .replaceAll("\\b\\d+\\.\\d{3} s\\b", "<seconds>")
        .replaceAll("\\b\\d+\\.\\ds", "0.0s")
        .replaceAll("\\bsha256:[0-9a-f]{64}\\b", "sha256:<digest>")
        .replaceAll(
            "(by:? \"?|_by\": \"|login\": \"|login: )" + System.getProperty("user.name") + "\\b",
            "$1<login>");
  }
}
