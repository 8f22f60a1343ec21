package dev.heddle.platform.pack.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Security row 10: an archive writes its files into its directory and nothing else")
final class Sec10ArchiveTest {

  @TempDir private Path directory;
  private Path target;

  @BeforeEach
  void makeTarget() throws IOException {
    target = Files.createDirectory(directory.resolve("target"));
  }

  private void unpackTar(TarWriter tar) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(tar.bytes());
    }
    unpack(ArchiveFormat.TAR_GZ, zipped.toByteArray());
  }

  private void unpackZip(String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    unpack(ArchiveFormat.ZIP, out.toByteArray());
  }

  private void unpack(ArchiveFormat format, byte[] archive) throws IOException {
    try (ArchiveEntries entries = format.open(new ByteArrayInputStream(archive))) {
      Unpacking.unpack(entries, target);
    }
  }

  private List<String> there() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "a/../../evil",
        "a/..",
        "/etc/evil",
        "..\\evil",
        "\\evil",
        "C:evil",
        "a\u0007b",
        "a/nul:stream",
        "a./b"
      })
  void namesThatLeadOutAreRefused(String name) throws IOException {
    assertThatThrownBy(() -> unpackTar(new TarWriter().file(name, "x")))
        .isInstanceOfAny(IOException.class)
        .hasMessageContaining("leads out of it");
    assertThatThrownBy(() -> unpackZip(name)).isInstanceOf(IOException.class);
    assertThat(there()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(chars = {'1', '2', '3', '4', '6'})
  void linksAndDevicesAreRefused(char type) throws IOException {
    assertThatThrownBy(() -> unpackTar(new TarWriter().entry("a", type, "")))
        .isInstanceOf(IOException.class)
        .hasMessage("`a` in it is a link or a device");
    assertThat(there()).isEmpty();
  }

  @Test
  void nothingIsWrittenThroughAnEntryThatIsThereAlready() {
    assertThatThrownBy(() -> unpackTar(new TarWriter().file("a", "1").file("a", "2")))
        .hasMessageContaining("is there twice");
    assertThatThrownBy(() -> unpackZip("b/x", "B/y")).hasMessageContaining("only in case");
    assertThatThrownBy(() -> unpackZip("c", "c/x")).hasMessageContaining("is there twice");
    assertThatThrownBy(() -> unpackZip("d/é", "d/e\u0301")).hasMessageContaining("only in case");
  }

  @Test
  void bombsAndDamagedArchivesEnd() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
      zip.putNextEntry(new ZipEntry("a"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    assertThatThrownBy(() -> unpack(ArchiveFormat.ZIP, bomb.toByteArray()))
        .hasMessage("it holds more than 256 MiB");
    assertThatThrownBy(() -> unpack(ArchiveFormat.TAR_GZ, new byte[] {1, 2, 3}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> unpackTar(new TarWriter().entry("x".repeat(99), 'L', "y".repeat(9000))))
        .hasMessage("a name in it is too long");
  }

  @Test
  void honestArchivesAreUnpacked() throws IOException {
    String deep = "deep/".repeat(30) + "file.txt";
    unpackTar(
        new TarWriter()
            .entry("./", '5', "")
            .entry("p/", '5', "")
            .file("./p/pack.yaml", "ref: p\n")
            .entry("././@LongLink", 'L', deep)
            .file("cut", "long")
            .entry("pax", 'x', "20 path=p/posix.txt\n")
            .file("cut", "posix"));

    assertThat(there())
        .containsExactlyInAnyOrder("target/p/pack.yaml", "target/" + deep, "target/p/posix.txt");
    assertThat(Files.readString(target.resolve("p/pack.yaml"))).isEqualTo("ref: p\n");
    unpackZip("q/", "q/a.txt");
    assertThat(Files.readString(target.resolve("q/a.txt"))).isEqualTo("q/a.txt");
  }
}
