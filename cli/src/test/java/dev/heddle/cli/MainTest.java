package dev.heddle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
