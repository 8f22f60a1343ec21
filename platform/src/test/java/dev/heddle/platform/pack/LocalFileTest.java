package dev.heddle.platform.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileTest {

  @TempDir Path packs;

  @Test
  void aFileInAPackSeesItsPackAndTheSiblings() throws IOException {
    PackFolder.of(packs, "lib").action("a");
    PackFolder demo = PackFolder.of(packs, "demo").workflow("hello", "lib.a");

    LocalFile file = LocalFile.read(demo.directory().resolve("workflows/hello.yaml"), List.of());

    assertThat(file.packs()).extracting(Pack::ref).containsExactlyInAnyOrder("demo", "lib");
    assertThat(file.diagnostics()).isEmpty();
  }

  @Test
  void aFileOutsidePacksSeesOnlyTheNamedOnes() throws IOException {
    PackFolder.of(packs, "lib").action("a");
    Path lonely = Files.createDirectories(packs.resolve("elsewhere/deep/down")).resolve("x.yaml");
    Files.writeString(lonely, PackFolder.flow("x.y", "lib.a"));

    assertThat(LocalFile.read(lonely, List.of()).packs()).isEmpty();
    assertThat(LocalFile.read(lonely, List.of(packs)).packs())
        .extracting(Pack::ref)
        .containsExactly("lib");
    assertThat(LocalFile.read(lonely, List.of(packs.resolve("lib"))).packs()).hasSize(1);
  }

  @Test
  void eitherHalfOfTwoFilesIsTheWorkflow() throws IOException {
    PackFolder demo =
        PackFolder.of(packs, "demo")
            .file(
                "actions/d.yaml",
                "ref: demo.d\nlabel: D\nworkflow_file: workflows/d.workflow.yaml\n")
            .file(
                "actions/workflows/d.workflow.yaml",
                "version: '1'\ntasks:\n  - {name: a, action: core.noop}\n");

    for (String half : List.of("actions/d.yaml", "actions/workflows/d.workflow.yaml")) {
      LocalFile file = LocalFile.read(demo.directory().resolve(half), List.of());
      assertThat(file.source().head()).as(half).isNotNull();
      assertThat(file.source().text().name()).endsWith("d.workflow.yaml");
    }
  }
}
