package dev.heddle.cli.command;

import dev.heddle.cli.input.UsageException;
import dev.heddle.cli.terminal.Colour;
import dev.heddle.cli.view.Signs;
import dev.heddle.model.execution.ExecutionStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The statuses of executions by what they are called. */
final class Statuses {

  private Statuses() {}

  static Optional<ExecutionStatus> find(String label) {
    return Arrays.stream(ExecutionStatus.values())
        .filter(each -> each.label().equals(label))
        .findFirst();
  }

  /**
   * What somebody typed.
   *
   * @throws UsageException if there is no such status
   */
  static ExecutionStatus read(String typed) {
    return find(typed.strip().toLowerCase(Locale.ROOT))
        .orElseThrow(() -> new UsageException("'" + typed + "' is no status"));
  }

  static Colour colour(String label) {
    return find(label).map(Signs::of).orElse(Colour.PLAIN);
  }
}
