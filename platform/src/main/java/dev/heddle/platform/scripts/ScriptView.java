package dev.heddle.platform.scripts;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.model.Node;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An upload in the words of its dialect: workflow, tasks, task runs (S3-24, S3-25). */
record ScriptView(Execution execution, Definition definition, List<TaskExecution> rows) {

  private static final String RUNNING = "RUNNING";
  private static final String SUCCEEDED = "SUCCEEDED";
  private static final String FAILED = "FAILED";
  private static final String CANCELED = "CANCELED";

  MapValue workflow() {
    return MapValue.builder()
        .put("id", execution.id().toString())
        .put("name", definition.workflow().description().label())
        .put("status", status(execution.status()))
        .put("env_link", ArtifactPath.dependencies(execution.id()).text())
        .put("created_at", execution.startedAt().toString())
        .put("finished_at", time(execution.finishedAt()))
        .build();
  }

  private static String status(ExecutionStatus status) {
    return switch (status) {
      case REQUESTED, ExecutionStatus.RUNNING -> RUNNING;
      case COMPLETED -> SUCCEEDED;
      case ExecutionStatus.FAILED, TIMEOUT -> FAILED;
      case CANCELING, CANCELLED -> CANCELED;
    };
  }

  private static String status(TaskStatus status) {
    return switch (status) {
      case REQUESTED, WAITING -> "PENDING";
      case SCHEDULED -> "QUEUED";
      case TaskStatus.RUNNING -> RUNNING;
      case COMPLETED -> SUCCEEDED;
      case TaskStatus.FAILED, TIMEOUT, ABANDONED -> FAILED;
      case CANCELLED, SKIPPED -> CANCELED;
    };
  }

  List<MapValue> tasks() {
    Map<Integer, TaskExecution> latest = new LinkedHashMap<>();
    rows.forEach(row ->
        latest.merge(
            row.key().node(),
            row,
            (one, other) -> one.key().attempt() > other.key().attempt() ? one : other));
    List<MapValue> tasks = new ArrayList<>();
    for (int node = 0; node < definition.workflow().graph().size(); node++) {
      tasks.add(task(node, latest));
    }
    return tasks;
  }

  private MapValue task(int position, Map<Integer, TaskExecution> latest) {
    Node node = definition.workflow().graph().node(position);
    List<Integer> before = predecessors(position);
    long pending =
        before.stream()
            .map(latest::get)
            .filter(row -> row == null || row.status() != TaskStatus.COMPLETED)
            .count();
    TaskExecution row = latest.get(position);
    AttemptId first = AttemptId.parse(execution.id() + "." + position + ".1-1").orElseThrow();
    return MapValue.builder()
        .put("id", ArtifactPath.task(first))
        .put("workflow_id", execution.id().toString())
        .put("name", node.name())
        .put("code_link", ArtifactPath.code(first).text())
        .put("status", row == null ? unreached() : status(row.status()))
        .put("pending_preds", pending)
        .put("func_arg_map", arguments(node))
        .put("predecessors", names(before))
        .put(
            "successors",
            names(
                Arrays.stream(definition.workflow().graph().successors(position)).boxed().toList()))
        .put("attempt", row == null ? 0 : row.key().attempt())
        .put("max_attempts", node.retry().count() + 1L)
        .put("created_at", execution.startedAt().toString())
        .build();
  }

  /** A task without a row waits, unless nothing can start it any more. */
  private String unreached() {
    return execution.status().isTerminal() || execution.status() == ExecutionStatus.CANCELING
        ? CANCELED
        : "PENDING";
  }

  private List<Integer> predecessors(int position) {
    List<Integer> before = new ArrayList<>();
    for (int node = 0; node < definition.workflow().graph().size(); node++) {
      int from = node;
      if (Arrays.stream(definition.workflow().graph().successors(from))
          .anyMatch(target -> target == position)) {
        before.add(from);
      }
    }
    return before;
  }

  private ListValue names(List<Integer> positions) {
    return new ListValue(
        positions.stream()
            .<Value>map(each -> Value.of(definition.workflow().graph().node(each).name()))
            .toList());
  }

  /** Predecessor to the files that get its output. */
  private MapValue arguments(Node node) {
    Map<String, List<Value>> files = new LinkedHashMap<>();
    for (Value task : list(definition.document().getOr("tasks", ListValue.EMPTY))) {
      MapValue entry = (MapValue) task;
      if (entry.getOr("name", Value.nothing()).equals(Value.of(node.name()))
          && entry.getOr("arguments", Value.nothing()) instanceof MapValue arguments) {
        arguments
            .entries()
            .forEach((argument, predecessor) ->
                files
                    .computeIfAbsent(((TextValue) predecessor).text(), _ -> new ArrayList<>())
                    .add(Value.of(argument)));
      }
    }
    MapValue.Builder map = MapValue.builder();
    files.forEach((predecessor, names) -> map.put(predecessor, new ListValue(names)));
    return map.build();
  }

  private static List<Value> list(Value value) {
    return value instanceof ListValue list ? list.items() : List.of();
  }

  List<MapValue> runs() {
    return rows.stream().filter(row -> row.status() != TaskStatus.SKIPPED).map(this::run).toList();
  }

  Optional<MapValue> run(String id) {
    return runs().stream()
        .filter(run -> run.getOr("run_id", Value.nothing()).equals(Value.of(id)))
        .findFirst();
  }

  private MapValue run(TaskExecution row) {
    AttemptId attempt = new AttemptId(execution.id(), row.key());
    Instant updated = row.times().endedAt();
    if (updated == null) {
      updated = row.times().startedAt();
    }
    return MapValue.builder()
        .put("run_id", attempt.toString())
        .put("task_id", ArtifactPath.task(attempt))
        .put("workflow_id", execution.id().toString())
        .put("task_name", row.name())
        .put("attempt", row.key().attempt())
        .put("status", status(row.status()))
        .put("last_error", error(row.failure()))
        .put("created_at", row.times().scheduledAt().toString())
        .put("updated_at", (updated == null ? row.times().scheduledAt() : updated).toString())
        .build();
  }

  /** With exit code, stage and the end of the log (S3-46). */
  private static Value error(@Nullable Failure failure) {
    return failure == null ? Value.nothing() : failure.toValue();
  }

  /** Where the output of a task lies; of one taken over from a failed execution, where it lay. */
  Optional<ArtifactPath> output(String task) {
    return rows.stream()
        .filter(row -> row.name().equals(task) && row.status() == TaskStatus.COMPLETED)
        .findFirst()
        .flatMap(row ->
            row.result() instanceof MapValue result
                    && result.getOr("output", Value.nothing()) instanceof TextValue(String path)
                    && ArtifactPath.isPath(path)
                ? Optional.of(new ArtifactPath(path))
                : Optional.empty());
  }

  private static Value time(@Nullable Instant at) {
    return at == null ? Value.nothing() : Value.of(at.toString());
  }
}
