package dev.heddle.cli.view;

import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the picture of an execution from its rows. */
public final class RunPictures {

  private final Snapshot snapshot;
  private final Map<Integer, List<TaskExecution>> byNode = new LinkedHashMap<>();

  private RunPictures(Snapshot snapshot) {
    this.snapshot = snapshot;
    List<TaskExecution> ordered = new ArrayList<>(snapshot.tasks());
    ordered.sort(Comparator.comparingInt(task -> task.progress().scheduled()));
    for (TaskExecution task : ordered) {
      byNode.computeIfAbsent(task.key().node(), _ -> new ArrayList<>()).add(task);
    }
  }

  public static RunPicture of(Snapshot snapshot) {
    Execution execution = snapshot.execution();
    return new RunPicture(
        execution.workflow(),
        execution.id().toString(),
        execution.status(),
        paused(execution),
        execution.startedAt(),
        execution.finishedAt(),
        new RunPictures(snapshot).tasksOf(-1),
        printed(snapshot));
  }

  private static List<RunPicture.Printed> printed(Snapshot snapshot) {
    Map<TaskKey, String> names = new HashMap<>();
    snapshot.tasks().forEach(task -> names.put(task.key(), task.name()));
    List<RunPicture.Printed> printed = new ArrayList<>();
    for (LogStore.Entry entry : snapshot.printed()) {
      String task =
          entry.task() == null ? "" : names.getOrDefault(entry.task(), entry.task().toString());
      printed.add(new RunPicture.Printed(task, entry.line().text()));
    }
    snapshot.nested().values().forEach(nested -> printed.addAll(printed(nested)));
    return printed;
  }

  private static @Nullable String paused(Execution execution) {
    if (!(execution.hold() instanceof Execution.Hold.Paused paused)) {
      return null;
    }
    String reason = paused.reason().isBlank() ? "" : ": " + paused.reason();
    return "by " + paused.by() + reason;
  }

  private List<TaskPicture> tasksOf(int group) {
    List<TaskPicture> pictures = new ArrayList<>();
    for (Map.Entry<Integer, List<TaskExecution>> node : byNode.entrySet()) {
      if (snapshot.graph().groupOf(node.getKey()) == group) {
        pictures.add(picture(node.getKey(), node.getValue()));
      }
    }
    return pictures;
  }

  private TaskPicture picture(int node, List<TaskExecution> rows) {
    int activation = rows.stream().mapToInt(row -> row.key().activation()).max().orElseThrow();
    Collection<TaskExecution> items = newestItems(rows, activation);
    TaskExecution whole = newest(rows, activation).orElseGet(() -> items.iterator().next());
    AttemptId attempt = new AttemptId(snapshot.execution().id(), whole.key());
    return new TaskPicture(
        whole.name(),
        whole.status(),
        activation,
        whole.key().attempt(),
        whole.times().startedAt(),
        whole.times().endedAt(),
        whole.times().due(),
        snapshot.asking().contains(attempt),
        items.isEmpty() ? null : count(items),
        message(whole),
        inside(node, whole),
        tail(attempt, whole, items));
  }

  private static Optional<TaskExecution> newest(List<TaskExecution> rows, int activation) {
    return rows.stream()
        .filter(row -> row.key().activation() == activation && !row.key().isItem())
        .max(Comparator.comparingInt(row -> row.key().attempt()));
  }

  private static Collection<TaskExecution> newestItems(List<TaskExecution> rows, int activation) {
    Map<Integer, TaskExecution> newest = new HashMap<>();
    for (TaskExecution row : rows) {
      TaskKey key = row.key();
      if (key.activation() == activation && key.isItem()) {
        newest.merge(
            key.item(),
            row,
            (one, other) -> one.key().attempt() > other.key().attempt() ? one : other);
      }
    }
    return newest.values();
  }

  private static TaskPicture.Items count(Collection<TaskExecution> items) {
    int succeeded = 0;
    int failed = 0;
    int running = 0;
    for (TaskExecution item : items) {
      switch (item.status()) {
        case COMPLETED, SKIPPED -> succeeded++;
        case FAILED, TIMEOUT, ABANDONED -> failed++;
        case SCHEDULED, RUNNING -> running++;
        case REQUESTED, WAITING, CANCELLED -> {}
      }
    }
    return new TaskPicture.Items(items.size(), succeeded, failed, running);
  }

  private static String message(TaskExecution task) {
    Failure failure = task.failure();
    return failure == null ? "" : failure.message();
  }

  private List<TaskPicture> inside(int node, TaskExecution whole) {
    if (whole.child() != null) {
      Snapshot child = snapshot.nested().get(whole.child().toString());
      return child == null ? List.of() : new RunPictures(child).tasksOf(-1);
    }
    return tasksOf(node);
  }

  private List<String> tail(
      AttemptId attempt, TaskExecution whole, Collection<TaskExecution> items) {
    if (whole.status() == TaskStatus.COMPLETED) {
      return List.of();
    }
    List<String> own = snapshot.tails().get(attempt);
    if (own != null) {
      return own;
    }
    for (TaskExecution item : items) {
      List<String> printed = snapshot.tails().get(new AttemptId(attempt.execution(), item.key()));
      if (item.status() == TaskStatus.RUNNING && printed != null) {
        return printed;
      }
    }
    return List.of();
  }
}
