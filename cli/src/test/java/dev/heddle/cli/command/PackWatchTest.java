package dev.heddle.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Following directories of packs")
final class PackWatchTest {

  @TempDir private Path directory;

  private final BlockingQueue<Set<String>> looks = new LinkedBlockingQueue<>();

  private void look() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        names.add(directory.relativize(each) + "=" + Files.readString(each));
      }
    }
    looks.add(names);
  }

  private void until(String... files) throws InterruptedException {
    Set<String> seen = looks.poll(20, TimeUnit.SECONDS);
    while (seen != null && !seen.equals(Set.of(files))) {
      seen = looks.poll(20, TimeUnit.SECONDS);
    }
    assertThat(seen).containsExactlyInAnyOrder(files);
  }

  @Test
  @DisplayName("Watch mode: looks after files and directories came, changed and went")
  void looksAfterEveryChange() throws Exception {
    try (PackWatch _ = new PackWatch(List.of(directory), this::look)) {
      until();
      Path actions = Files.createDirectories(directory.resolve("lib/actions"));
      Files.writeString(actions.resolve("a.yaml"), "1");
      until("lib/actions/a.yaml=1");
      Files.writeString(actions.resolve("a.yaml"), "2");
      until("lib/actions/a.yaml=2");
      Files.delete(actions.resolve("a.yaml"));
      until();
    }
  }

  @Test
  @DisplayName("Watch mode: a look that fails is not the last")
  void goesOnAfterAFailure() throws Exception {
    PackWatch.Look failing =
        () -> {
          look();
          throw new IllegalStateException("for the test");
        };
    try (PackWatch _ = new PackWatch(List.of(directory), failing)) {
      until();
      Files.writeString(directory.resolve("a"), "1");
      until("a=1");
    }
  }
}
