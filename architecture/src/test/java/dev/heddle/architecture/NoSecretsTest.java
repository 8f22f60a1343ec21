package dev.heddle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the repository is for everybody (S3-66). */
class NoSecretsTest {

  private static final Path ROOT = Path.of("..");
  private static final List<String> NOT_OURS = List.of("target", "node_modules", ".git");
  private static final long LARGEST = 1 << 20;

  private static final Map<String, Pattern> SECRETS =
      Map.of(
          "a private key",
              Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{40}"),
          "a key of Amazon", Pattern.compile("\\bAKIA[0-9A-Z]{16}\\b"),
          "a token of GitHub", Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}\\b"),
          "a token of Slack", Pattern.compile("\\bxox[baprs]-[0-9A-Za-z-]{20,}"),
          "a key of Google", Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}\\b"));

  @Test
  @DisplayName("S3-66: there is no secret in the repository")
  void nothingLooksLikeASecret() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : (Iterable<Path>) files.filter(NoSecretsTest::isOurs)::iterator) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        secrets(text).forEach(what -> found.add(file + " has " + what));
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isOurs(Path file) {
    for (Path part : ROOT.relativize(file)) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return Files.isRegularFile(file) && file.toFile().length() <= LARGEST;
  }

  private static List<String> secrets(String text) {
    return SECRETS.entrySet().stream()
        .filter(each -> each.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AKIA", "ghp_", "xoxb-", "AIza", "-----BEGIN PRIVATE KEY-----\n"})
  void whatLooksLikeASecretIsFound(String beginning) {
    int length = beginning.equals("AKIA") ? 16 : beginning.equals("AIza") ? 35 : 36;
    String rest = "A".repeat(beginning.startsWith("-") ? 64 : length);
    assertThat(secrets("key = " + beginning + rest + "\n")).hasSize(1);
  }
}
