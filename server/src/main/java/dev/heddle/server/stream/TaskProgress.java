package dev.heddle.server.stream;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of tasks since the last look. A look may come after several states have
 * passed; those a row proves are told all the same, so that every state is told once and in order.
 */
final class TaskProgress {

  private final ExecutionId execution;
  private final int from;
  private final Map<TaskKey, TaskStatus> told = new HashMap<>();

  /**
   * Begins after what was told before.
   *
   * @param from the execution's counter at the last task event that was told
   */
  TaskProgress(ExecutionId execution, int from) {
    this.execution = execution;
    this.from = from;
  }

  /**
   * Something to tell.
   *
   * @param order the execution's counter when it happened
   */
  record News(int order, MapValue data) {}

  /** What is new in the rows of all tasks, in the order in which it happened. */
  List<News> news(List<TaskExecution> tasks) {
    List<News> news = new ArrayList<>();
    for (TaskExecution task : tasks) {
      TaskStatus last = told.containsKey(task.key()) ? told.get(task.key()) : toldBefore(task);
      if (last != task.status()) {
        passed(task, last, news);
      }
      told.put(task.key(), task.status());
    }
    news.sort(Comparator.comparingInt(News::order));
    return news;
  }

  /**
   * What an earlier stream must have told of a task, by the cursor it left. The counter does not
   * say whether it told that the task runs: rather twice than never.
   */
  private @Nullable TaskStatus toldBefore(TaskExecution task) {
    if (task.progress().scheduled() > from) {
      return null;
    }
    boolean ended = task.status().isTerminal() && task.progress().ended() <= from;
    return ended ? task.status() : TaskStatus.SCHEDULED;
  }

  private void passed(TaskExecution task, @Nullable TaskStatus last, List<News> news) {
    int scheduled = task.progress().scheduled();
    TaskExecution.Times times = task.times();
    if (stage(last) < 1 && task.status() == TaskStatus.REQUESTED) {
      news.add(new News(scheduled, data(task, TaskStatus.REQUESTED, times.scheduledAt())));
      return;
    }
    if (stage(last) < 2 && task.status() != TaskStatus.SKIPPED) {
      news.add(new News(scheduled, data(task, TaskStatus.SCHEDULED, times.scheduledAt())));
    }
    if (task.status() == TaskStatus.WAITING) {
      news.add(new News(scheduled, data(task, TaskStatus.WAITING, times.scheduledAt())));
      return;
    }
    if (task.status() == TaskStatus.RUNNING || (times.startedAt() != null && stage(last) < 3)) {
      news.add(new News(scheduled, data(task, TaskStatus.RUNNING, times.startedAt())));
    }
    if (task.status().isTerminal()) {
      int ended = Math.max(task.progress().ended(), scheduled);
      news.add(new News(ended, data(task, task.status(), times.endedAt())));
    }
  }

  private static int stage(@Nullable TaskStatus status) {
    return switch (status) {
      case null -> 0;
      case REQUESTED -> 1;
      case SCHEDULED -> 2;
      case RUNNING, WAITING -> 3;
      case COMPLETED, FAILED, TIMEOUT, CANCELLED, SKIPPED, ABANDONED -> 4;
    };
  }

  private MapValue data(TaskExecution task, TaskStatus status, @Nullable Instant at) {
    Failure failure = status.isTerminal() ? task.failure() : null;
    return MapValue.builder()
        .put("id", new AttemptId(execution, task.key()).toString())
        .put("name", task.name())
        .put("index", task.key().isItem() ? Value.of(task.key().item()) : Value.nothing())
        .put("activation", task.key().activation())
        .put("attempt", task.key().attempt())
        .put("status", status.label())
        .put("at", at == null ? Value.nothing() : Value.of(at.toString()))
        .put("error", failure == null ? Value.nothing() : failure.toValue())
        .build();
  }
}
