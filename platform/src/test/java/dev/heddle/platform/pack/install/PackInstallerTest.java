package dev.heddle.platform.pack.install;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.install.InstallationStore.Source;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.platform.pack.install.PackInstaller.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Installing packs")
final class PackInstallerTest {

  private static final Options PLAIN = new Options(false, false, false);
  private static final Options FORCED = new Options(true, false, false);
  private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

  @TempDir private Path directory;

  private final Bench bench = new Bench();
  private final MemoryInstallationStore store = new MemoryInstallationStore();
  private PackInstaller installer;
  private PackFolder lib;

  @BeforeEach
  void writePack() {
    installer = LocalGit.installer(directory.resolve("home"), bench.packs, store, bench.clock);
    lib = PackFolder.of(directory, "lib").action("greet").workflow("hi", "lib.greet");
  }

  private Answer<Installed> install(PackSource source, Options options) {
    return installer.install(source, options, "ada");
  }

  private PackSource here() {
    return new PackSource.Directory(lib.directory());
  }

  private void manifest(String more) {
    lib.file("pack.yaml", "ref: lib\nlabel: Lib\ndescription: For tests\nversion: '2.0'\n" + more);
  }

  private List<Path> left() {
    try (Stream<Path> all = Files.list(directory.resolve("home"))) {
      return all.filter(each -> each.getFileName().toString().startsWith(".")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("S1-139: a directory is copied, so that editing it changes nothing")
  void copiesADirectory() throws IOException {
    Installed installed = done(install(here(), PLAIN));

    assertThat(installed.pack().directory()).startsWith(directory.resolve("home/lib").toString());
    assertThat(installed.installation().copy().checksum()).matches("sha256:[0-9a-f]{64}");
    assertThat(installed.installation().by()).isEqualTo("ada");
    assertThat(store.find("lib")).contains(installed.installation());
    Files.delete(lib.directory().resolve("actions/greet.sh"));
    assertThat(done(bench.actions.find("lib.greet")).ref()).isEqualTo("lib.greet");
    assertThat(Path.of(installed.pack().directory(), "actions/greet.sh")).exists();
    assertThat(left()).isEmpty();
  }

  @Test
  @DisplayName("S1-139: what is there is replaced by force only, as a whole or not at all")
  void upgradesByForce() {
    done(install(here(), PLAIN));
    manifest("");
    assertThat(refusal(install(here(), PLAIN)).code()).isEqualTo("duplicate_pack");
    lib.file("workflows/hi.yaml", "ref: lib.hi\n").file("actions/more.yaml", "ref: lib.more\n");

    Refusal refused = refusal(install(here(), FORCED));

    assertThat(refused.code()).isEqualTo("invalid_pack");
    assertThat(refused.diagnostics())
        .as("one bad file does not hide others")
        .extracting(diagnostic -> Path.of(diagnostic.span().file()).getFileName().toString())
        .contains("hi.yaml", "more.yaml");
    assertThat(done(bench.packs.find("lib")).version()).isEqualTo("1.0");
    assertThat(left()).isEmpty();
    lib.workflow("hi", "lib.greet").action("more");
    assertThat(done(install(here(), FORCED)).pack().version()).isEqualTo("2.0");
    assertThat(done(bench.actions.find("lib.more")).ref()).isEqualTo("lib.more");
  }

  @Test
  @DisplayName("an update replaces the pack it is for and no other, whatever its source holds now")
  void anUpdateIsOfOnePack() throws IOException {
    PackFolder other = PackFolder.of(directory, "other").action("mine");
    done(install(new PackSource.Directory(other.directory()), PLAIN));
    done(install(here(), PLAIN));
    lib.file("pack.yaml", "ref: other\nlabel: O\ndescription: Another's\nversion: '9.0'\n");
    Files.delete(lib.directory().resolve("actions/greet.yaml"));
    Files.delete(lib.directory().resolve("workflows/hi.yaml"));

    Refusal refused = refusal(installer.update("lib", FORCED, PackSource.Asker.HERE, "ada"));

    assertThat(refused.code()).isEqualTo("wrong_pack");
    assertThat(done(bench.packs.find("other")).version()).isEqualTo("1.0");
    assertThat(done(bench.actions.find("other.mine")).ref()).isEqualTo("other.mine");
  }

  @Test
  @DisplayName("S1-139: archives, with the pack in their only directory; a traversal is refused")
  void unpacksAnArchive() throws IOException {
    Path archive = directory.resolve("lib.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
        Stream<Path> files = Files.walk(lib.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry("lib-1.0/" + lib.directory().relativize(file)));
        Files.copy(file, zip);
      }
    }
    assertThat(done(install(new PackSource.Archive(archive), PLAIN)).pack().ref()).isEqualTo("lib");

    Path evil = directory.resolve("evil.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(evil))) {
      zip.putNextEntry(new ZipEntry("../evil"));
    }
    Refusal refused = refusal(install(new PackSource.Archive(evil), FORCED));
    assertThat(refused.code()).isEqualTo("not_fetched");
    assertThat(refused.message()).contains("leads out of it");
    assertThat(left()).isEmpty();
  }

  @Test
  @DisplayName("S1-139, security row 24: git by ref, without its hooks")
  void fetchesFromGit() throws Exception {
    Path marker = directory.resolve("hook-ran");
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "one");
    git("tag", "v1");
    String first = git("rev-parse", "HEAD");
    lib.file(".git/hooks/post-checkout", "#!/bin/sh\ntouch " + marker + "\n");
    manifest("");
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-a", "-m", "two");
    String url = "file://" + lib.directory();

    Installed old = done(install(new PackSource.Git(url, Optional.of("v1")), PLAIN));
    assertThat(old.pack().version()).isEqualTo("1.0");
    assertThat(old.installation().source()).isEqualTo(new Source(url + "@v1", first, null));
    assertThat(done(install(new PackSource.Git(url, Optional.empty()), FORCED)).pack().version())
        .isEqualTo("2.0");
    assertThat(Path.of(done(bench.packs.find("lib")).directory(), ".git")).doesNotExist();
    assertThat(marker).doesNotExist();
    PackSource.Git none = new PackSource.Git(url, Optional.of("none"));
    assertThat(refusal(install(none, FORCED)).message()).contains("git fetch");
    PackInstaller strict =
        new PackInstaller(
            directory.resolve("home"),
            bench.packs,
            store,
            PATH,
            FixedOutgoing.NOTHING.network(),
            bench.clock);
    assertThat(
            refusal(strict.install(new PackSource.Git(url, Optional.empty()), FORCED, "a")).code())
        .isEqualTo("not_fetched");
  }

  private String git(String... arguments) {
    return LocalGit.run(lib.directory(), arguments);
  }

  @Test
  @DisplayName("S1-141: a failing test blocks unless it is skipped or forced")
  void runsTests() {
    manifest(
        """
        testing:
          runners:
            good: {entry_point: tests/good.sh}
            bad: {entry_point: tests/bad.sh}
        """);
    lib.file("tests/good.sh", "exit 0\n").file("tests/bad.sh", "echo two is not three; exit 3\n");

    Refusal refused = refusal(install(here(), PLAIN));
    assertThat(refused.code()).isEqualTo("tests_failed");
    assertThat(refused.message()).contains("1 of 2", "bad (exit code 3: two is not three)");
    assertThat(bench.packs.list()).isEmpty();
    done(install(here(), new Options(false, true, false)));
    done(install(here(), FORCED));
    done(bench.packs.delete("lib"));
    manifest(
        """
        testing:
          min_pass_rate: 0.5
          runners:
            good: {entry_point: tests/good.sh}
            bad: {entry_point: tests/bad.sh}
        """);
    done(install(here(), PLAIN));
  }

  @Test
  @DisplayName("S1-139: a pack whose needs are not there is refused, unless that is skipped")
  void asksForDependencies() {
    manifest("dependencies: {packs: [base]}\n");
    Refusal refused = refusal(install(here(), PLAIN));
    assertThat(refused.code()).isEqualTo("missing_packs");
    assertThat(refused.message()).contains("base");
    done(install(here(), new Options(false, false, true)));
  }

  @Test
  @DisplayName("S1-142: a system pack stays")
  void keepsSystemPacks() {
    manifest("system: true\n");
    done(install(here(), PLAIN));
    assertThat(refusal(installer.uninstall("lib")).kind()).isEqualTo(Refusal.Kind.CONFLICT);
    manifest("");
    done(install(here(), FORCED));
    assertThat(done(installer.uninstall("lib")).ref()).isEqualTo("lib");
    assertThat(refusal(installer.uninstall("lib")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void whatHasNoPackIsRefused() {
    PackSource empty = new PackSource.Directory(directory);
    lib.file("../other/x.txt", "x");
    assertThat(refusal(install(empty, PLAIN)).message()).contains("no pack.yaml");
  }
}
