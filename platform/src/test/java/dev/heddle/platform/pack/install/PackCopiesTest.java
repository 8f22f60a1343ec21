package dev.heddle.platform.pack.install;

import static dev.heddle.platform.executions.Bench.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.install.PackInstaller.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Copies of packs that are not installed any more")
final class PackCopiesTest {

  private static final Options FORCED = new Options(true, true, true);
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;

  private final Bench bench = new Bench();
  private PackInstaller installer;
  private PackFolder lib;
  private Instant runsSince = Instant.MAX;

  @BeforeEach
  void writePack() {
    installer = installer(new MemoryInstallationStore());
    lib = PackFolder.of(directory, "lib").action("greet");
  }

  private PackInstaller installer(InstallationStore store) {
    return new PackInstaller(
        directory.resolve("home"),
        bench.packs,
        store,
        Map.of("PATH", System.getenv("PATH")),
        FixedOutgoing.NOTHING.network(),
        bench.clock);
  }

  private Path install(String version) {
    return install(installer, version);
  }

  private Path install(PackInstaller by, String version) {
    lib.file("pack.yaml", "{ref: lib, label: L, description: D, version: '%s'}".formatted(version));
    return Path.of(
        done(by.install(new PackSource.Directory(lib.directory()), FORCED, "ada"))
            .pack()
            .directory());
  }

  private int tidy() throws IOException {
    return tidy(installer);
  }

  private int tidy(PackInstaller by) throws IOException {
    return by.tidy(before -> runsSince.isBefore(before), () -> false);
  }

  /** Seen once as not installed, and again later. */
  private int tidyTwice() throws IOException {
    int first = tidy();
    bench.clock.advance(HOUR);
    return first + tidy();
  }

  private List<String> left() throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve("home/lib"))) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  @DisplayName("S1-139: what an upgrade left goes when every server has heard of it")
  void formerVersionsGo() throws IOException {
    Path first = install("1");
    Path second = install("2");
    assertThat(tidy()).isZero();
    assertThat(tidy()).as("a moment later").isZero();
    assertThat(first).exists();

    bench.clock.advance(HOUR);
    assertThat(tidy()).isEqualTo(1);
    String name = second.getFileName().toString();
    assertThat(left()).containsExactly(name, name + ".memory");
    assertThat(tidyTwice()).isZero();
    assertThat(second).exists();

    done(installer.uninstall("lib"));
    assertThat(tidyTwice()).isEqualTo(1);
    assertThat(left()).isEmpty();
  }

  @Test
  @DisplayName("S1-119: a copy stays while an attempt that began with it may run")
  void whatRunsKeepsItsFiles() throws IOException {
    Path first = install("1");
    runsSince = bench.clock.instant();
    bench.clock.advance(HOUR);
    install("2");
    assertThat(tidyTwice()).isZero();
    assertThat(first).exists();

    runsSince = bench.clock.instant();
    assertThat(tidy()).as("what runs now began with the second").isEqualTo(1);
    assertThat(first).doesNotExist();
  }

  @Test
  void whatIsInstalledAgainStays() throws IOException {
    Path first = install("1");
    install("2");
    tidy();
    assertThat(install("1")).isEqualTo(first);
    assertThat(tidyTwice()).as("the second goes").isEqualTo(1);
    assertThat(tidyTwice()).isZero();
    assertThat(first).isDirectory();
  }

  @Test
  @DisplayName("what another database has installed from the same directory is its own affair")
  void databasesAreToldApart() throws IOException {
    PackInstaller other = installer(new MemoryInstallationStore("elsewhere"));
    Path first = install("1");
    install(other, "1");
    install("2");
    assertThat(tidyTwice()).isZero();
    assertThat(first).exists();
    assertThat(left()).contains(first.getFileName() + ".elsewhere");
    Files.createDirectories(first.resolveSibling("of-nobody"));
    assertThat(tidyTwice()).isZero();
    assertThat(left()).contains("of-nobody");

    tidy(other);
    bench.clock.advance(HOUR);
    assertThat(tidy(other)).isEqualTo(1);
    assertThat(first).doesNotExist();
  }

  @Test
  @DisplayName("whatever crashed in between, the next round ends what was begun")
  void crashesLeaveNothing() throws IOException {
    Path second = install("2");
    Path home = directory.resolve("home");
    Files.writeString(home.resolve("lib/no-directory-yet.memory"), "");
    Files.writeString(home.resolve("lib/gone-already.memory"), "2026-01-01T00:00:00Z");
    Files.createDirectories(home.resolve("lib/.removed-half/left"));
    Files.createDirectories(home.resolve("lib/cut-short"));
    Files.writeString(home.resolve("lib/cut-short.memory"), "2026-01-0");
    Path crashed = Files.createDirectories(home.resolve(".fetched1"));
    Instant longAgo = bench.clock.instant().minus(Duration.ofDays(2));
    Files.setLastModifiedTime(crashed, FileTime.from(longAgo));
    Path fetching = Files.createDirectories(home.resolve(".fetched2"));
    Files.setLastModifiedTime(fetching, FileTime.from(bench.clock.instant()));

    assertThat(tidyTwice()).isEqualTo(1);
    String name = second.getFileName().toString();
    assertThat(left()).containsExactly(name, name + ".memory");
    assertThat(crashed).doesNotExist();
    assertThat(fetching).exists();
  }
}
