package dev.heddle.dispatch.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.dispatch.wire.Work;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackContentsTest {

  private static final String DIGEST = "0".repeat(64);

  @TempDir private Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private final PackContents contents = new PackContents(nanos::get);

  private Action action(Path entryPoint) {
    return new Action(
        "p.a",
        "",
        "",
        true,
        Parameters.ANY,
        new Executor.Program(
            Executor.Runner.SHELL,
            entryPoint,
            directory,
            Map.of(),
            Executor.Delivery.STDIN,
            Executor.ParameterFormat.JSON,
            Executor.OutputFormat.TEXT),
        Optional.empty());
  }

  private Work.Program work() throws IOException {
    return (Work.Program) contents.of(action(directory.resolve("actions/a.sh")));
  }

  @Test
  void filesAreFoundByTheDigestOfTheirListAndTheirOwn() throws IOException {
    Files.createDirectories(directory.resolve("actions"));
    Files.writeString(directory.resolve("actions/a.sh"), "echo 1");
    Files.createSymbolicLink(directory.resolve("secret"), Path.of("/etc/passwd"));
    Work.Program work = work();
    assertThat(work.entryPoint()).isEqualTo("actions/a.sh");
    FileList files = FileList.read(contents.content(work.content()).orElseThrow());
    assertThat(files.entries()).extracting(FileList.Entry::path).containsExactly("actions/a.sh");
    assertThat(contents.content(files.entries().getFirst().digest()))
        .hasValueSatisfying(
            bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("echo 1"));
    assertThat(contents.content(DIGEST)).isEmpty();
  }

  @Test
  void aChangedFileIsAnotherPack() throws IOException {
    Files.createDirectories(directory.resolve("actions"));
    Path script = Files.writeString(directory.resolve("actions/a.sh"), "echo 1");
    Work.Program before = work();
    Files.writeString(script, "echo 1 and more");
    assertThat(work()).isEqualTo(before);
    nanos.addAndGet(3_000_000_000L);
    assertThat(work().content()).isNotEqualTo(before.content());
    assertThat(contents.content(before.content())).isEmpty();
  }

  @Test
  void anEntryPointOutsideIsRefused() {
    assertThatThrownBy(() -> contents.of(action(directory.resolve("../a.sh"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside its pack");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../a",
        "a/../b",
        "a/./b",
        "a//b",
        "a/",
        "",
        ".",
        "..",
        "a\\b",
        "a\u0000b"
      })
  @DisplayName("Security row 10: a list of files names nothing outside its directory")
  void pathsThatLeadOutsideAreRefused(String path) {
    assertThatThrownBy(() -> new FileList.Entry(path, 1, DIGEST, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]]",
        "{}",
        "[1]",
        "[{\"path\":\"a\",\"size\":1,\"digest\":\"x\",\"executable\":true}]",
        "[{\"path\":\"a\",\"size\":1,\"executable\":true}]"
      })
  void listsThatAreNoneAreRefused(String text) {
    assertThatThrownBy(() -> FileList.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
