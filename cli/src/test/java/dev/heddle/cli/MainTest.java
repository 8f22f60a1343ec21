package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

  @Test
  void versionIsTheOneOfTheBuild() {
    CliRun run = CliRun.of("--version");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("heddle \\d+\\.\\d+\\.\\d+(-\\w+)?\\R");
  }

  @Test
  void helpGoesToStandardOutput() {
    CliRun run = CliRun.of("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: heddle");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    CliRun run = CliRun.of("no-such-command");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no-such-command");
  }

  @Test
  void aHomeThatIsAFileIsSaidToBeOne(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("home"));
    CliRun run = CliRun.of(Map.of("HEDDLE_HOME", file.toString()), "", "execution", "list");
    assertThat(run)
        .isEqualTo(
            new CliRun(
                2,
                "",
                "heddle: "
                    + file
                    + " is a file, but Heddle keeps a directory there\n"
                    + "  hint: set HEDDLE_HOME to a directory of yours\n"));
  }
}
