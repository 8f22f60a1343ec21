package dev.heddle.platform.pack.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.catalog.Packs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Repositories of this machine, from which only tests install. */
public final class LocalGit {

  private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

  private LocalGit() {}

  /** Makes a repository of a directory; its commit. */
  public static String commit(Path directory) {
    run(directory, "init", "-q", "-b", "main");
    run(directory, "add", ".");
    run(directory, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
    return run(directory, "rev-parse", "HEAD");
  }

  /** Where such a repository is. */
  public static PackSource.Git source(Path repository) {
    return new PackSource.Git("file://" + repository, Optional.empty());
  }

  /** Installs from repositories of this machine, too. */
  public static PackInstaller installer(
      Path home, Packs packs, InstallationStore store, InstantSource clock) {
    PackFetch fetching = new PackFetch(new GitFetch(PATH, "file"), FixedOutgoing.NOTHING.network());
    return new PackInstaller(home, packs, store, fetching, new PackTests(PATH), clock);
  }

  /** Runs git in a directory; what it said. */
  static String run(Path directory, String... arguments) {
    List<String> words = Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
    try {
      Process process =
          new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as(words + said).isZero();
      return said;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("the test was stopped", stopped);
    }
  }
}
