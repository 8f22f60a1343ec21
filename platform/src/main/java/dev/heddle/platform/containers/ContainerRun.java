package dev.heddle.platform.containers;

import dev.heddle.engine.port.LogStore;
import dev.heddle.model.ContainerInput;
import dev.heddle.model.Node;
import dev.heddle.model.StepsParameters;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An execution of the steps dialect as its own API shows it (S4-41); secrets stay marked. */
public record ContainerRun(
    Execution execution,
    Workflow workflow,
    List<TaskExecution> tasks,
    List<LogStore.Numbered> log) {

  public MapValue toValue() {
    return MapValue.builder()
        .put("id", execution.id().toString())
        .put("workflow_id", ContainerWorkflows.id(execution.workflow()))
        .put("status", hasBegun() ? status(execution.status()) : "pending")
        .put("inputs", inputs())
        .put("outputs", outputs())
        .put("steps", steps())
        .put("started_at", execution.startedAt().toString())
        .put("completed_at", time(execution.finishedAt()))
        .put("error", error(execution.failure()))
        .put("logs", logs())
        .build();
  }

  /** Until its first step runs, an execution waits for a place among the others (S4-35). */
  private boolean hasBegun() {
    return execution.status() != ExecutionStatus.RUNNING
        || tasks.stream()
            .anyMatch(task -> task.times().startedAt() != null || task.status().isTerminal());
  }

  /** The states of this API (6.2). */
  public static String status(ExecutionStatus status) {
    return switch (status) {
      case REQUESTED -> "pending";
      case RUNNING, CANCELING -> "running";
      case COMPLETED -> "completed";
      case FAILED, TIMEOUT -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  private static String status(@Nullable TaskExecution task, boolean over) {
    if (task == null) {
      return over ? "cancelled" : "pending";
    }
    return switch (task.status()) {
      case REQUESTED, SCHEDULED, WAITING -> "pending";
      case RUNNING -> "running";
      case COMPLETED -> "completed";
      case FAILED, TIMEOUT, ABANDONED -> "failed";
      case CANCELLED -> "cancelled";
      case SKIPPED -> "skipped";
    };
  }

  private MapValue inputs() {
    MapValue.Builder inputs = MapValue.builder();
    execution
        .parameters()
        .entries()
        .forEach((name, value) -> {
          if (!StepsParameters.isReserved(name)) {
            inputs.put(name, value);
          }
        });
    return inputs.build();
  }

  private Value outputs() {
    boolean named =
        execution.status() == ExecutionStatus.COMPLETED
            || execution.status() == ExecutionStatus.FAILED;
    MapValue result = execution.result();
    return named && result != null ? result : MapValue.EMPTY;
  }

  private MapValue steps() {
    MapValue.Builder steps = MapValue.builder();
    for (int position = 0; position < workflow.graph().size(); position++) {
      Node node = workflow.graph().node(position);
      steps.put(node.name(), step(position, node));
    }
    return steps.build();
  }

  private MapValue step(int position, Node node) {
    TaskExecution latest = null;
    for (TaskExecution task : tasks) {
      if (task.key().node() == position) {
        latest = task;
      }
    }
    boolean ran = latest != null && latest.times().startedAt() != null;
    return MapValue.builder()
        .put("id", node.name())
        .put("name", node.name())
        .put("status", status(latest, execution.status().isTerminal()))
        .put("started_at", ran && latest != null ? time(latest.times().startedAt()) : time(null))
        .put("completed_at", latest == null ? time(null) : time(latest.times().endedAt()))
        .put("inputs", latest == null ? MapValue.EMPTY : shown(latest.input()))
        .put("outputs", latest == null ? MapValue.EMPTY : outputs(latest))
        .put("error", error(latest == null ? null : latest.failure()))
        .put("attempts", latest == null ? 0 : latest.key().attempt())
        .put("max_attempts", node.retry().count() + 1)
        .put(
            "timeout_seconds",
            node.timing().timeout().map(limit -> limit.toMillis() / 1000).orElse(0L))
        .build();
  }

  /** What the container was given, without how its image is paid for. */
  private static Value shown(@Nullable Value input) {
    if (!(input instanceof MapValue map)) {
      return MapValue.EMPTY;
    }
    MapValue.Builder shown = MapValue.builder();
    map.entries()
        .forEach((name, value) -> {
          if (!name.equals(ContainerInput.CREDENTIALS)
              && !name.equals(ContainerInput.REGISTRY_CREDENTIALS)) {
            shown.put(name, value);
          }
        });
    return shown.build();
  }

  private static Value outputs(TaskExecution task) {
    return task.status() == TaskStatus.COMPLETED && task.result() instanceof MapValue result
        ? result.getOr("outputs", MapValue.EMPTY)
        : MapValue.EMPTY;
  }

  private static Value error(@Nullable Failure failure) {
    return failure == null
        ? Value.nothing()
        : MapValue.builder().put("code", failure.type()).put("message", failure.message()).build();
  }

  private static Value time(@Nullable Instant at) {
    return at == null ? Value.nothing() : Value.of(at.toString());
  }

  private ListValue logs() {
    List<Value> lines = new ArrayList<>();
    for (LogStore.Numbered line : log) {
      lines.add(Value.of(line.entry().line().text()));
    }
    return new ListValue(lines);
  }
}
