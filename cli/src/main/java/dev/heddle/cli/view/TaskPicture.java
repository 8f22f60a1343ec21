package dev.heddle.cli.view;

import dev.heddle.model.execution.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to see of a task: its newest activation and attempt.
 *
 * @param due when its wait ends, or null
 * @param asks whether it waits for the answer of a person
 * @param items counts of an iteration, or null
 * @param message why it failed, or empty
 * @param inside members of a group, tasks of a nested workflow
 * @param tail the last lines it printed
 */
public record TaskPicture(
    String name,
    TaskStatus status,
    int activation,
    int attempt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant due,
    boolean asks,
    @Nullable Items items,
    String message,
    List<TaskPicture> inside,
    List<String> tail) {

  public TaskPicture {
    inside = List.copyOf(inside);
    tail = List.copyOf(tail);
  }

  /** How far an iteration is. */
  public record Items(int total, int succeeded, int failed, int running) {}
}
