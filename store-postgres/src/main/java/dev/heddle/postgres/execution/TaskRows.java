package dev.heddle.postgres.execution;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Progress;
import dev.heddle.model.execution.TaskExecution.Taken;
import dev.heddle.model.execution.TaskExecution.Times;
import dev.heddle.model.execution.TaskExecution.Trigger;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code workflow_task_execution}. */
final class TaskRows {

  static final String INSERT =
      """
      INSERT INTO workflow_task_execution (
        execution_id, node, activation, item, attempt, name, status, item_value, input, result,
        error, child_id, in_group, triggers, scheduled_at, started_at, ended_at, due_at,
        scheduled_seq, ended_seq, settled_seq, taken, published)
      SELECT r.* FROM fence, unnest(?::task_insert[]) AS r
      """;

  /**
   * An ended task's input is final, so it is not sent again. What has been acted upon never changes
   * (S1-117).
   */
  static final String UPDATE =
      """
      UPDATE workflow_task_execution t
      SET status = r.status, input = coalesce(r.input, t.input), result = r.result,
        error = r.error, child_id = r.child_id,
        started_at = r.started_at, ended_at = r.ended_at, due_at = r.due_at,
        ended_seq = r.ended_seq, settled_seq = r.settled_seq, taken = r.taken,
        published = r.published
      FROM fence, unnest(?::task_update[]) AS r
      WHERE t.execution_id = r.execution_id AND t.node = r.node AND t.activation = r.activation
        AND t.item = r.item AND t.attempt = r.attempt AND t.settled_seq = 0
      """;

  private final StoredValues stored;

  TaskRows(StoredValues stored) {
    this.stored = stored;
  }

  static RowArray inserts() {
    return new RowArray("task_insert", 23);
  }

  static RowArray updates() {
    return new RowArray("task_update", 17);
  }

  void insert(RowArray rows, ExecutionId execution, TaskExecution task) {
    Times times = task.times();
    Progress progress = task.progress();
    key(rows.begin(), execution, task.key())
        .add(task.name())
        .add(task.status().label())
        .add(stored.json(task.item()))
        .add(stored.json(task.input()))
        .add(stored.json(task.result()))
        .add(failure(task))
        .addLong(child(task))
        .add(task.group())
        .add(triggers(task.triggers()))
        .add(times.scheduledAt())
        .add(times.startedAt())
        .add(times.endedAt())
        .add(times.due())
        .add(progress.scheduled())
        .add(progress.ended())
        .add(progress.settled())
        .add(taken(progress.taken()))
        .add(progress.published().isEmpty() ? null : stored.json(progress.published()));
  }

  void update(RowArray rows, ExecutionId execution, TaskExecution task) {
    Times times = task.times();
    Progress progress = task.progress();
    key(rows.begin(), execution, task.key())
        .add(task.status().label())
        .add(task.status().isTerminal() ? null : stored.json(task.input()))
        .add(stored.json(task.result()))
        .add(failure(task))
        .addLong(child(task))
        .add(times.startedAt())
        .add(times.endedAt())
        .add(times.due())
        .add(progress.ended())
        .add(progress.settled())
        .add(taken(progress.taken()))
        .add(progress.published().isEmpty() ? null : stored.json(progress.published()));
  }

  private static RowArray key(RowArray rows, ExecutionId execution, TaskKey key) {
    return rows.add(execution.number())
        .add(key.node())
        .add(key.activation())
        .add(key.item())
        .add(key.attempt());
  }

  private @Nullable String failure(TaskExecution task) {
    Failure failure = task.failure();
    return failure == null ? null : stored.json(failure.toValue());
  }

  private static @Nullable Long child(TaskExecution task) {
    ExecutionId child = task.child();
    return child == null ? null : child.number();
  }

  /** {@code node.activation} separated by blanks. */
  private static @Nullable String triggers(List<Trigger> triggers) {
    if (triggers.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (Trigger trigger : triggers) {
      text.append(text.isEmpty() ? "" : " ")
          .append(trigger.node())
          .append('.')
          .append(trigger.activation());
    }
    return text.toString();
  }

  private static List<Trigger> triggers(@Nullable String text) {
    List<Trigger> triggers = new ArrayList<>();
    if (text != null) {
      for (String part : text.split(" ", -1)) {
        int dot = part.indexOf('.');
        triggers.add(
            new Trigger(
                Integer.parseInt(part, 0, dot, 10),
                Integer.parseInt(part, dot + 1, part.length(), 10)));
      }
    }
    return triggers;
  }

  /** {@code transition:target,target} separated by blanks. */
  private static @Nullable String taken(List<Taken> taken) {
    if (taken.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (Taken transition : taken) {
      text.append(text.isEmpty() ? "" : " ").append(transition.transition()).append(':');
      for (int i = 0; i < transition.targets().size(); i++) {
        text.append(i == 0 ? "" : ",").append(transition.targets().get(i));
      }
    }
    return text.toString();
  }

  private static List<Taken> taken(@Nullable String text) {
    List<Taken> taken = new ArrayList<>();
    if (text != null) {
      for (String part : text.split(" ", -1)) {
        int colon = part.indexOf(':');
        List<Integer> targets = new ArrayList<>();
        if (colon + 1 < part.length()) {
          for (String target : part.substring(colon + 1).split(",", -1)) {
            targets.add(Integer.valueOf(target));
          }
        }
        taken.add(new Taken(Integer.parseInt(part, 0, colon, 10), targets));
      }
    }
    return taken;
  }

  TaskExecution read(ResultSet row) throws SQLException {
    Value failure = stored.value(row.getString("error"));
    return new TaskExecution(
        key(row),
        row.getString("name"),
        TaskStatus.of(row.getString("status")),
        stored.value(row.getString("item_value")),
        stored.value(row.getString("input")),
        stored.value(row.getString("result")),
        failure == null ? null : Failure.from(failure),
        StoredValues.id(row, "child_id"),
        row.getInt("in_group"),
        triggers(row.getString("triggers")),
        new Times(
            StoredValues.requiredInstant(row, "scheduled_at"),
            StoredValues.instant(row, "started_at"),
            StoredValues.instant(row, "ended_at"),
            StoredValues.instant(row, "due_at")),
        new Progress(
            row.getInt("scheduled_seq"),
            row.getInt("ended_seq"),
            row.getInt("settled_seq"),
            taken(row.getString("taken")),
            stored.map(row.getString("published"))));
  }

  static TaskKey key(ResultSet row) throws SQLException {
    return new TaskKey(
        row.getInt("node"), row.getInt("activation"), row.getInt("item"), row.getInt("attempt"));
  }
}
