package dev.heddle.cli.view;

import dev.heddle.model.execution.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of an execution at one moment.
 *
 * @param paused by whom and why, or null
 * @param tasks in the order they first started; members of groups inside their group
 * @param printed the lines that are new since the picture before
 */
public record RunPicture(
    String workflow,
    String id,
    ExecutionStatus status,
    @Nullable String paused,
    Instant startedAt,
    @Nullable Instant finishedAt,
    List<TaskPicture> tasks,
    List<Printed> printed) {

  public RunPicture {
    tasks = List.copyOf(tasks);
    printed = List.copyOf(printed);
  }

  /** A line and who printed it. */
  public record Printed(String task, String line) {}
}
