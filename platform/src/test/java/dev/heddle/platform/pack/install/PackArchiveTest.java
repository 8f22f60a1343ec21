package dev.heddle.platform.pack.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.platform.pack.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S1-172: a directory with a pack as an archive to send")
final class PackArchiveTest {

  @TempDir private Path directory;
  private PackFolder lib;

  @BeforeEach
  void writePack() {
    lib = PackFolder.of(directory, "lib").action("greet").file(".git/config", "token\n");
  }

  private Path write(String name) throws IOException {
    Path archive = directory.resolve(name);
    PackArchive.write(lib.directory(), archive);
    return archive;
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(lib.directory().resolve(name), Path.of(target));
  }

  @Test
  void holdsTheFilesInOrderWithoutThoseOfGitAndIsTheSameEachTime() throws IOException {
    link("same.sh", "actions/greet.sh");
    Path one = write("one.zip");
    Files.setLastModifiedTime(lib.directory().resolve("pack.yaml"), FileTime.fromMillis(0));
    Path two = write("two.zip");

    try (ZipFile zip = new ZipFile(one.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      assertThat(names)
          .containsExactly("actions/greet.sh", "actions/greet.yaml", "pack.yaml", "same.sh");
      assertThat(zip.getInputStream(zip.getEntry("same.sh"))).hasContent("echo greet");
    }
    assertThat(two).hasSameBinaryContentAs(one);
  }

  @Test
  void linksThatLeadOutAreRefused() throws IOException {
    for (String target : List.of("../secret", "/etc/passwd", ".git/config", "..", "nothing")) {
      Files.writeString(directory.resolve("secret"), "x");
      link("link", target);
      assertThatThrownBy(() -> write("a.zip"))
          .isInstanceOf(IOException.class)
          .hasMessageMatching("`link` in it is a link (that leads out of it|to nothing)");
      Files.delete(lib.directory().resolve("link"));
    }
  }

  @Test
  void whatIsNoPackOrTooLargeIsRefused() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThatThrownBy(() -> PackArchive.write(empty, directory.resolve("a.zip")))
        .hasMessage("there is no pack.yaml in it");
    try (var file = new java.io.RandomAccessFile(lib.directory() + "/big", "rw")) {
      file.setLength((256L << 20) + 1);
    }
    assertThatThrownBy(() -> write("a.zip")).hasMessage("it holds more than 256 MiB");
  }
}
