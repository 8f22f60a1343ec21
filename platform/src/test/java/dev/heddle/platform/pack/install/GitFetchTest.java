package dev.heddle.platform.pack.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.heddle.platform.pack.install.GitFetch.Bounds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class GitFetchTest {

  private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

  @TempDir private Path directory;

  private Path target() throws IOException {
    return Files.createDirectories(directory.resolve("target"));
  }

  @Test
  @DisplayName("Security rows 24 and 27: a remote that says nothing is given up, with its process")
  void silentRemote() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      GitFetch fetch = new GitFetch(PATH, "git", new Bounds(Duration.ofSeconds(1), 1 << 20));
      String url = "git://127.0.0.1:" + silent.getLocalPort() + "/lib";
      assertThatIOException()
          .isThrownBy(() -> fetch.fetch(url, "main", target()))
          .withMessageContaining("longer than 1 s");
      assertThat(silent.accept().getInputStream().readAllBytes())
          .as("what it asked until its end")
          .isNotEmpty();
    }
  }

  @Test
  @DisplayName("Security row 10: a repository that is too large is refused")
  void largeRepository() throws Exception {
    Path repository = Files.createDirectories(directory.resolve("lib"));
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    Files.write(repository.resolve("noise"), noise);
    String commit = LocalGit.commit(repository);
    String url = "file://" + repository;

    GitFetch small = new GitFetch(PATH, "file", new Bounds(Duration.ofSeconds(20), 1 << 20));
    assertThatIOException()
        .isThrownBy(() -> small.fetch(url, "main", target()))
        .withMessageContaining("more than 1 MiB");
    Path whole = Files.createDirectories(directory.resolve("whole"));
    assertThat(new GitFetch(PATH, "file").fetch(url, "main", whole)).isEqualTo(commit);
    assertThat(whole.resolve("noise")).hasBinaryContent(noise);
  }
}
