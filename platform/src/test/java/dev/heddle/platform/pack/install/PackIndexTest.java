package dev.heddle.platform.pack.install;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.platform.Refusal;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.install.PackInstaller.Options;
import dev.heddle.platform.pack.install.PackSource.Indexed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Indexes of packs")
final class PackIndexTest {

  private static final Options PLAIN = new Options(true, false, false);

  @TempDir private Path directory;

  private final Bench bench = new Bench();
  private final MemoryInstallationStore store = new MemoryInstallationStore();
  private final Map<String, Path> web = new HashMap<>();
  private String sum = "";

  @BeforeEach
  void publish() throws Exception {
    for (String version : new String[] {"1.9", "1.10", "2.0-rc1"}) {
      Path zip = directory.resolve("lib-" + version + ".zip");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
        out.putNextEntry(new ZipEntry("lib/pack.yaml"));
        out.write(
            ("ref: lib\nlabel: Lib\ndescription: D\nversion: '" + version + "'\n")
                .getBytes(StandardCharsets.UTF_8));
      }
      web.put("https://packs.example/lib-" + version + ".zip", zip);
      sum = sumOf(zip);
    }
  }

  private static String sumOf(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-512");
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return "sha512:" + HexFormat.of().formatHex(digest.digest());
  }

  private String entry(String version) throws Exception {
    String url = "https://packs.example/lib-" + version + ".zip";
    return entry("lib", version, url, sumOf(Objects.requireNonNull(web.get(url))));
  }

  private static String entry(String ref, String version, String url, String checksum) {
    return """
    {"ref": "%s", "label": "Lib", "description": "About looms", "version": "%s", "stars": 3,
     "install_sources": [
       {"type": "archive", "url": "https://gone.example/x.zip", "checksum": "%s"},
       {"type": "archive", "url": "%s", "checksum": "%s"}]}\
    """
        .formatted(ref, version, checksum, url, checksum);
  }

  private String index(String name, String... entries) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, "{\"packs\": [" + String.join(",", entries) + "]}");
    return file.toString();
  }

  private PackInstaller installer(String... indexes) {
    return new PackInstaller(
        directory.resolve("home"),
        bench.packs,
        store,
        Map.of(),
        new FixedOutgoing(web).network(indexes),
        bench.clock);
  }

  private String version(String wanted, String... indexes) {
    PackSource source = Indexed.parse(wanted).orElseThrow();
    return done(installer(indexes).install(source, PLAIN, "ada")).pack().version();
  }

  @Test
  @DisplayName("S1-139, S1-140: by name the newest, by name@version that one, from any good source")
  void installsByName() throws Exception {
    String index = index("a.json", entry("1.10"), entry("1.9"));

    assertThat(version("lib", index)).isEqualTo("1.10");
    assertThat(version("lib@1.9", index)).isEqualTo("1.9");
    assertThat(version("lib@latest", index)).isEqualTo("1.10");
    assertThat(store.find("lib").orElseThrow().source().written()).isEqualTo("lib");
  }

  @Test
  @DisplayName("S1-140: the first index that has the ref wins, also over newer versions elsewhere")
  void theFirstIndexWins() throws Exception {
    String other = index("other.json", entry("another", "9", "https://x.example/a.zip", sum));
    String first = index("first.json", entry("1.9"));
    String second = index("second.json", entry("1.10"));

    assertThat(version("lib", other, first, second)).isEqualTo("1.9");
    assertThat(new PackIndexes(new FixedOutgoing(web).network(first, second)).search("LOOMS"))
        .extracting(found -> found.version().text())
        .containsExactly("1.9");
  }

  @Test
  @DisplayName("S1-140, row 31: a wrong checksum is refused, and no other source is tried")
  void aWrongChecksumIsRefused() throws Exception {
    String wrong = "sha256:" + "0".repeat(64);
    String index = index("a.json", entry("lib", "1.9", "https://packs.example/lib-1.9.zip", wrong));

    Refusal refused =
        refusal(installer(index).install(new Indexed("lib", Optional.empty()), PLAIN, "ada"));

    assertThat(refused.message()).contains("its checksum is sha256:", "expected is " + wrong);
    assertThat(bench.packs.list()).isEmpty();
  }

  @Test
  @DisplayName("S1-140: an index is over https or a file; http only if it is allowed")
  void httpsOnly() throws Exception {
    String index = index("a.json", entry("1.9"));
    web.put("http://packs.example/index.json", Path.of(index));
    web.put("https://packs.example/index.json", Path.of(index));

    assertThat(version("lib", "https://packs.example/index.json")).isEqualTo("1.9");
    PackNetwork plain = new FixedOutgoing(web).network("http://packs.example/index.json");
    assertThatThrownBy(() -> new PackIndexes(plain).search("lib")).hasMessageContaining("https");
    PackNetwork allowed = new PackNetwork(plain.here(), plain.here(), plain.indexes(), true);
    assertThat(new PackIndexes(allowed).search("lib")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"packs\": [{\"ref\": \"lib\", \"install_sources\": [{\"type\": \"archive\","
            + " \"url\": \"https://x/a.zip\"}]}]}",
        "{\"packs\": [{\"ref\": \"lib\", \"install_sources\": [{\"type\": \"git\","
            + " \"url\": \"ext::sh -c id\", \"checksum\": \"SUM\"}]}]}",
        "{\"packs\": [{\"ref\": \"lib\", \"install_sources\": [{\"type\": \"archive\","
            + " \"url\": \"file:///etc/x.zip\", \"checksum\": \"SUM\"}]}]}",
        "{\"packs\": [{\"ref\": \"../lib\"}]}",
        "{\"packs\": 1}",
        "no json"
      })
  @DisplayName("S1-140, row 24: a source without checksum, or of another kind, spoils the index")
  void brokenIndexes(String text) throws IOException {
    Path file = directory.resolve("broken.json");
    Files.writeString(file, text.replace("SUM", sum));

    assertThat(
            refusal(
                    installer(file.toString())
                        .install(new Indexed("lib", Optional.empty()), PLAIN, ""))
                .message())
        .contains("broken.json cannot be used");
  }

  @Test
  @DisplayName("S1-140: the pack in an archive must be the one the index names")
  void anotherPackIsRefused() throws Exception {
    String url = "https://packs.example/lib-1.9.zip";
    String index =
        index("a.json", entry("other", "1.9", url, sumOf(Objects.requireNonNull(web.get(url)))));

    assertThat(
            refusal(installer(index).install(new Indexed("other", Optional.empty()), PLAIN, ""))
                .code())
        .isEqualTo("wrong_pack");
  }

  @Test
  @DisplayName("S1-139: an archive is fetched from its address, over https")
  void installsFromAnAddress() {
    PackSource source =
        PackSource.Download.parse("https://packs.example/lib-1.9.zip").orElseThrow();
    PackSource plain = PackSource.Download.parse("http://packs.example/lib-1.9.zip").orElseThrow();

    assertThat(done(installer().install(source, PLAIN, "ada")).pack().version()).isEqualTo("1.9");
    assertThat(refusal(installer().install(plain, PLAIN, "ada")).message()).contains("https");
  }

  @Test
  @DisplayName("Rows 25 and 29: over HTTP neither files, keys nor inner addresses of the server")
  void overHttpOnlyFromPublicPlaces() {
    PackFolder lib = PackFolder.of(directory, "lib");
    for (PackSource source :
        new PackSource[] {
          new PackSource.Directory(lib.directory()),
          new PackSource.Archive(directory.resolve("lib-1.9.zip")),
          new PackSource.Git("git@git.example:lib", Optional.empty()),
          new PackSource.Git("https://inner.example/lib", Optional.empty()),
          PackSource.Download.parse("https://packs.example/lib-1.9.zip").orElseThrow()
        }) {
      assertThat(refusal(installer().installFor("eve", source, PLAIN)).code())
          .as(source.written())
          .isEqualTo("not_fetched");
    }
  }

  @ParameterizedTest
  @CsvSource({"1.9, 1.10", "2.0-rc1, 2.0", "v1.0, 1.1", "1, 1.0.1", "2.0-rc1, 2.0-rc2", "1.a, 1.b"})
  void newerVersionsAreGreater(String older, String newer) {
    assertThat(new PackVersion(older)).isLessThan(new PackVersion(newer));
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.example/a.zip, https://x.example/a.zip",
    "https://x.example/lib.git@v1.2, https://x.example/lib.git@v1.2",
    "git@x.example:lib, git@x.example:lib",
    "lib@latest, lib",
    "lib@1.2, lib@1.2"
  })
  @DisplayName("S1-139: what is recorded of a source says it again")
  void sourcesAreReadAsWritten(String text, String written) {
    assertThat(PackSource.ofWritten(text).map(PackSource::written)).contains(written);
  }
}
