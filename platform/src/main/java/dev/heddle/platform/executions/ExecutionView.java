package dev.heddle.platform.executions;

import dev.heddle.model.Workflow;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The JSON form of an execution. Secrets stay marked: {@code Json.write} redacts them (S1-031). */
public final class ExecutionView {

  private static final Set<TaskStatus> CURRENT =
      EnumSet.of(
          TaskStatus.REQUESTED, TaskStatus.SCHEDULED, TaskStatus.RUNNING, TaskStatus.WAITING);
  private static final Set<TaskStatus> FAILED =
      EnumSet.of(TaskStatus.FAILED, TaskStatus.TIMEOUT, TaskStatus.ABANDONED);

  private ExecutionView() {}

  /**
   * The form of {@code heddle run --output json}:
   *
   * <pre>{@code
   * {"id", "workflow", "dialect", "status", "result", "error", "started_at", "finished_at",
   *  "tasks": [{"name", "index", "activation", "attempt", "status", "started_at", "finished_at",
   *             "input", "result", "error"}]}
   * }</pre>
   *
   * Tasks are rows in the order of recording: one per attempt, and for an iteration one for the
   * whole ({@code index} null, {@code result} the list of results) and one per item and attempt.
   */
  public static MapValue toValue(
      Execution execution, Workflow workflow, List<TaskExecution> tasks) {
    return toValue(new Shown(execution, workflow, tasks));
  }

  static MapValue toValue(Shown shown) {
    List<Value> tasks =
        shown.tasks().stream().<Value>map(task -> TaskView.toValue(shown, task)).toList();
    return summary(shown.execution())
        .with("dialect", Value.of(shown.workflow().dialect().label()))
        .with("tasks", new ListValue(tasks));
  }

  /** An execution without its tasks, as lists show it; {@code dialect} is added by views. */
  public static MapValue summary(Execution execution) {
    return MapValue.builder()
        .put("id", execution.id().toString())
        .put("workflow", execution.workflow())
        .put("dialect", Value.nothing())
        .put("status", execution.status().label())
        .put("result", Fields.value(execution.result()))
        .put("error", Fields.failure(execution.failure()))
        .put("started_at", Fields.time(execution.startedAt()))
        .put("finished_at", Fields.time(execution.finishedAt()))
        .build();
  }

  /** All there is to know about an execution itself (S1-118). */
  public static MapValue details(
      Execution execution, Workflow workflow, List<TaskExecution> tasks) {
    return details(new Shown(execution, workflow, tasks));
  }

  static MapValue details(Shown shown) {
    Execution execution = shown.execution();
    Execution.Origin origin = execution.origin();
    AttemptId parent = origin.parent();
    return summary(execution)
        .with("dialect", Value.of(shown.workflow().dialect().label()))
        .withAll(
            MapValue.builder()
                .put("version", shown.workflow().description().version())
                .put("definition", execution.definition())
                .put("parameters", execution.parameters())
                .put("variables", variables(shown))
                .put("current_tasks", names(shown, CURRENT))
                .put("completed_tasks", names(shown, EnumSet.of(TaskStatus.COMPLETED)))
                .put("failed_tasks", names(shown, FAILED))
                .put("skipped_tasks", names(shown, EnumSet.of(TaskStatus.SKIPPED)))
                .put("cancelled_tasks", names(shown, EnumSet.of(TaskStatus.CANCELLED)))
                .build())
        .withAll(hold(execution))
        .withAll(
            MapValue.builder()
                .put("parent", Fields.text(parent == null ? null : parent.execution()))
                .put("parent_task", Fields.text(parent))
                .put("depth", origin.depth())
                .put("retry_of", Fields.text(origin.retryOf()))
                .put("started_by", origin.startedBy())
                .put("trace_tag", Fields.text(origin.traceTag()))
                .put("deadline", Fields.time(execution.deadline()))
                .build())
        .withAll(priority(origin));
  }

  /** Hardly any has one. */
  private static MapValue priority(Execution.Origin origin) {
    return origin.priority() == 0
        ? MapValue.EMPTY
        : MapValue.builder().put("priority", origin.priority()).build();
  }

  /** The initial ones, with what tasks published over them in the order they did. */
  private static MapValue variables(Shown shown) {
    List<TaskExecution> settled =
        shown.tasks().stream()
            .filter(TaskExecution::isSettled)
            .sorted(Comparator.comparingInt(task -> task.progress().settled()))
            .toList();
    MapValue variables = shown.execution().vars();
    for (TaskExecution task : settled) {
      variables = variables.withAll(task.progress().published());
    }
    return variables;
  }

  private static MapValue hold(Execution execution) {
    if (!(execution.hold() instanceof Execution.Hold.Paused paused)) {
      return MapValue.builder()
          .put("paused", false)
          .put("pause_reason", Value.nothing())
          .put("paused_by", Value.nothing())
          .put("paused_at", Value.nothing())
          .build();
    }
    return MapValue.builder()
        .put("paused", true)
        .put("pause_reason", paused.reason())
        .put("paused_by", paused.by())
        .put("paused_at", Fields.time(paused.at()))
        .build();
  }

  /** The names of tasks whose newest attempt is in one of these states. */
  private static ListValue names(Shown shown, Set<TaskStatus> statuses) {
    return new ListValue(
        shown.latest().values().stream()
            .filter(task -> statuses.contains(task.status()))
            .<Value>map(task -> Value.of(task.name()))
            .toList());
  }
}
