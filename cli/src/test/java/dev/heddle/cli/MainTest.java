package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "rum x,               there is no command 'rum' here,       did you mean run? else see heddle --help",
    "no-such-command,     there is no command 'no-such-command' here, see heddle --help",
    "run x --ouptut=json, there is no option '--ouptut=json' here, did you mean --output? else see heddle run --help",
    "key get a b,         there is no place for 'b' here,       see heddle key get --help",
  })
  void whatIsNotUnderstoodIsToldWithWhatMayBeMeant(String line, String error, String hint) {
    assertThat(CliRun.of(line.split(" ", -1)))
        .isEqualTo(new CliRun(2, "", "heddle: " + error + "\n  hint: " + hint + "\n"));
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
