package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("S1-131: heddle validate")
final class ValidateTest {

  @TempDir private Path directory;

  private String write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  private String flow(String name, String action) throws IOException {
    return write(
        name,
        "ref: demo.flow\nlabel: Flow\nversion: '1'\ntasks:\n  - name: a\n    action: "
            + action
            + "\n");
  }

  private String pack() throws IOException {
    write("packs/lib/pack.yaml", "ref: lib\nlabel: L\ndescription: D\nversion: '1'\n");
    write("packs/lib/actions/greet.yaml", "ref: lib.greet\nlabel: Greet\n");
    write("packs/lib/actions/greet.sh", "echo\n");
    return directory.resolve("packs").toString();
  }

  @Test
  @DisplayName("S1-076: what a task calls in vain is a warning")
  void warnsOfWhatIsNotThere() throws IOException {
    CliRun run = CliRun.of("validate", flow("alone.yaml", "lib.greet"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("alone.yaml:6:13: warning:", "there is no pack `lib` here", "1 task, 1 warning");
    CliRun typo = CliRun.of("validate", flow("typo.yaml", "core.nop"));
    assertThat(typo.out()).contains("did you mean `core.noop`?");
  }

  @Test
  void seesThePacksBesideAFileOrThoseNamed() throws IOException {
    String packs = pack();
    assertThat(CliRun.of("validate", flow("beside.yaml", "lib.greet")).out())
        .doesNotContain("warning");
    String elsewhere = flow("elsewhere/a.yaml", "lib.greet");
    assertThat(CliRun.of("validate", elsewhere).out()).contains("1 warning");
    assertThat(CliRun.of("validate", "--pack", packs, elsewhere).out()).doesNotContain("warning");
  }

  @Test
  @DisplayName("S1-131: a file with three errors gives three, in JSON too")
  void givesAllErrors() throws IOException {
    String file =
        write(
            "wrong.yaml",
            """
            ref: demo.wrong
            label: Wrong
            version: '1'
            tasks:
              - name: a
                action: core.noop
                on_succes: b
                retry: {count: 0}
                on_failure: nowhere
            """);
    CliRun run = CliRun.of("validate", file);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("3 errors");
    assertThat(CliRun.of("validate", file, "--output", "json").out().split("\"error\"", -1))
        .hasSize(4);
  }
}
