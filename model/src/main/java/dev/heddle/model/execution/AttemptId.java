package dev.heddle.model.execution;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attempt anywhere: what a worker is handed as idempotency key (design 2.4). */
public record AttemptId(ExecutionId execution, TaskKey task) {

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-z]{13})\\.(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?-(\\d{1,9})");

  /** Reads {@link #toString()}; empty if {@code text} is no attempt id. */
  public static Optional<AttemptId> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    TaskKey task =
        new TaskKey(
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            parts.group(4) == null ? TaskKey.WHOLE : Integer.parseInt(parts.group(4)),
            Integer.parseInt(parts.group(5)));
    return ExecutionId.parse(parts.group(1)).map(execution -> new AttemptId(execution, task));
  }

  @Override
  public String toString() {
    return execution
        + "."
        + task.node()
        + "."
        + task.activation()
        + (task.isItem() ? "." + task.item() : "")
        + "-"
        + task.attempt();
  }
}
