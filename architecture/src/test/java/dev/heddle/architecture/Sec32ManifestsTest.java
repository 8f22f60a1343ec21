package dev.heddle.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that is shipped to start Heddle with asks for more than it needs (security row 32): files
 * for compose, images, Kubernetes and systemd, wherever they lie and whenever they come.
 */
class Sec32ManifestsTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern MANIFEST =
      Pattern.compile(".*\\.(ya?ml|service)|(.*\\.)?(docker|container)file(\\..*)?");
  private static final List<String> NOT_OURS =
      List.of("target", "node_modules", ".git", "test", "e2e");

  private static final Map<String, Pattern> FORBIDDEN =
      Map.of(
          "the socket of a container engine", Pattern.compile("(docker|containerd|podman)\\.sock"),
          "privileges", Pattern.compile("(?m)^\\s*-?\\s*privileged:\\s*['\"]?true|--privileged"),
          "the host's name spaces",
              Pattern.compile(
                  "(?m)^\\s*-?\\s*(network_mode|pid|ipc|userns_mode):\\s*['\"]?host|host(Network|PID|IPC):\\s*true"),
          "capabilities", Pattern.compile("cap_add|SYS_ADMIN"),
          "paths of the host",
              Pattern.compile("hostPath:|(?m)^\\s*-\\s*['\"]?/(etc|var/run|proc|sys)?:"),
          "root",
              Pattern.compile("(?mi)^\\s*user(=|:|\\s)\\s*['\"]?(root|0)\\b|runAsUser:\\s*0\\b"));

  @Test
  @DisplayName("Security row 32: no shipped manifest asks for root, the host or an engine's socket")
  void manifestsAskForLittle() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : (Iterable<Path>) files.filter(Sec32ManifestsTest::isManifest)::iterator) {
        asked(Files.readString(file)).forEach(what -> found.add(file + " asks for " + what));
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean isManifest(Path file) {
    Path inside = ROOT.relativize(file);
    for (Path part : inside) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    String name = inside.getFileName().toString().toLowerCase(Locale.ROOT);
    return MANIFEST.matcher(name).matches() && Files.isRegularFile(file);
  }

  private static List<String> asked(String text) {
    return FORBIDDEN.entrySet().stream()
        .filter(each -> each.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "volumes:\n  - /var/run/docker.sock:/var/run/docker.sock",
        "    privileged: true",
        "network_mode: host",
        "hostNetwork: true",
        "cap_add: [SYS_ADMIN]",
        "hostPath: {path: /}",
        "  - /:/host",
        "    user: root",
        "USER root",
        "user: \"0:0\"",
        "runAsUser: 0",
      })
  void whatIsForbiddenIsFound(String text) {
    assertThat(asked(text)).isNotEmpty();
  }
}
