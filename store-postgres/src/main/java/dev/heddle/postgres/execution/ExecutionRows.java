package dev.heddle.postgres.execution;

import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Execution.Hold;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of {@code workflow_execution}. */
final class ExecutionRows {

  static final String INSERT =
      """
      INSERT INTO workflow_execution (
        id, partition, workflow, definition, status, parent_execution, parent_task, depth,
        retry_of, started_by, permission_sets, trace_tag, environment, parameters, variables,
        result, error, hold, started_at, finished_at, deadline_at, wake_at, priority)
      SELECT r.id, (r.id >> 14) & 255, r.workflow, r.definition, r.status, r.parent_execution,
        r.parent_task, r.depth, r.retry_of, r.started_by, r.permission_sets, r.trace_tag,
        r.environment, r.parameters, r.variables, r.result, r.error, r.hold, r.started_at,
        r.finished_at, r.deadline_at, r.wake_at, r.priority
      FROM fence, unnest(?::execution_start[]) AS r
      """;

  /**
   * An ended execution stays as it is. The guard names states and not {@code finished_at}, for the
   * planner would then read all unfinished executions through their index.
   */
  static final String UPDATE =
      """
      UPDATE workflow_execution e
      SET status = r.status, result = r.result, error = r.error, hold = r.hold,
        finished_at = r.finished_at, wake_at = r.wake_at
      FROM fence, unnest(?::execution_update[]) AS r
      WHERE e.id = r.id AND e.status IN ('requested', 'running', 'canceling')
      """;

  private final StoredValues stored;

  ExecutionRows(StoredValues stored) {
    this.stored = stored;
  }

  static RowArray inserts() {
    return new RowArray("execution_start", 22);
  }

  static RowArray updates() {
    return new RowArray("execution_update", 7);
  }

  void insert(RowArray rows, Execution execution) {
    Execution.Origin origin = execution.origin();
    AttemptId parent = origin.parent();
    ExecutionId retryOf = origin.retryOf();
    rows.begin()
        .add(execution.id().number())
        .add(execution.workflow())
        .add(execution.definition())
        .add(execution.status().label())
        .addLong(parent == null ? null : parent.execution().number())
        .add(parent == null ? null : parent.toString())
        .add(origin.depth())
        .addLong(retryOf == null ? null : retryOf.number())
        .add(StoredValues.text(origin.startedBy()))
        .add(origin.permissionSets().isEmpty() ? null : stored.json(texts(origin.permissionSets())))
        .add(StoredValues.text(origin.traceTag()))
        .add(origin.environment().isEmpty() ? null : stored.json(environment(origin)))
        .add(stored.json(execution.parameters()))
        .add(stored.json(execution.vars()))
        .add(stored.json(execution.result()))
        .add(failure(execution))
        .add(stored.json(hold(execution.hold())))
        .add(execution.startedAt())
        .add(execution.finishedAt())
        .add(execution.deadline())
        .add(execution.wakeAt())
        .add(origin.priority());
  }

  void update(RowArray rows, Execution execution) {
    rows.begin()
        .add(execution.id().number())
        .add(execution.status().label())
        .add(stored.json(execution.result()))
        .add(failure(execution))
        .add(stored.json(hold(execution.hold())))
        .add(execution.finishedAt())
        .add(execution.wakeAt());
  }

  private @Nullable String failure(Execution execution) {
    Failure failure = execution.failure();
    return failure == null ? null : stored.json(failure.toValue());
  }

  private static MapValue environment(Execution.Origin origin) {
    MapValue.Builder map = MapValue.builder();
    origin.environment().forEach(map::put);
    return map.build();
  }

  private static ListValue texts(List<String> texts) {
    return new ListValue(texts.stream().<Value>map(Value::of).toList());
  }

  private static List<String> texts(@Nullable Value list) {
    return list instanceof ListValue(List<Value> items)
        ? items.stream().map(ExecutionRows::text).toList()
        : List.of();
  }

  private static @Nullable MapValue hold(@Nullable Hold hold) {
    return switch (hold) {
      case null -> null;
      case Hold.Paused(String by, String reason, Instant at) ->
          MapValue.builder()
              .put("paused", true)
              .put("by", by)
              .put("reason", reason)
              .put("at", at.toString())
              .build();
      case Hold.Stopping(String by, CancellationPolicy policy, boolean expired, Instant at) ->
          MapValue.builder()
              .put("paused", false)
              .put("by", by)
              .put("policy", policy.name())
              .put("expired", expired)
              .put("at", at.toString())
              .build();
      case Hold.Again(String task, int activation, MapValue input) ->
          MapValue.builder()
              .put("task", task)
              .put("activation", activation)
              .put("input", input)
              .build();
    };
  }

  Execution read(ResultSet row) throws SQLException {
    String parent = row.getString("parent_task");
    Map<String, String> environment = new LinkedHashMap<>();
    stored
        .map(row.getString("environment"))
        .entries()
        .forEach((name, value) -> environment.put(name, text(value)));
    Execution.Origin origin =
        new Execution.Origin(
            parent == null ? null : AttemptId.parse(parent).orElseThrow(),
            row.getInt("depth"),
            StoredValues.id(row, "retry_of"),
            row.getString("started_by"),
            texts(stored.value(row.getString("permission_sets"))),
            row.getString("trace_tag"),
            environment,
            row.getInt("priority"));
    Value result = stored.value(row.getString("result"));
    Value failure = stored.value(row.getString("error"));
    return new Execution(
        new ExecutionId(row.getLong("id")),
        row.getString("workflow"),
        row.getLong("definition"),
        origin,
        stored.map(row.getString("parameters")),
        stored.map(row.getString("variables")),
        ExecutionStatus.of(row.getString("status")),
        result instanceof MapValue map ? map : null,
        failure == null ? null : Failure.from(failure),
        hold(stored.map(row.getString("hold"))),
        StoredValues.requiredInstant(row, "started_at"),
        StoredValues.instant(row, "finished_at"),
        StoredValues.instant(row, "deadline_at"),
        StoredValues.instant(row, "wake_at"));
  }

  private static @Nullable Hold hold(MapValue map) {
    if (map.isEmpty()) {
      return null;
    }
    if (map.get("task") instanceof TextValue(String task)
        && map.get("activation") instanceof NumberValue activation
        && map.get("input") instanceof MapValue input) {
      return new Hold.Again(task, activation.decimal().intValueExact(), input);
    }
    String by = text(map.getOr("by", Value.of("")));
    Instant at = Instant.parse(text(map.getOr("at", Value.of(""))));
    if (BooleanValue.TRUE.equals(map.get("paused"))) {
      return new Hold.Paused(by, text(map.getOr("reason", Value.of(""))), at);
    }
    return new Hold.Stopping(
        by,
        CancellationPolicy.valueOf(text(map.getOr("policy", Value.of("")))),
        BooleanValue.TRUE.equals(map.get("expired")),
        at);
  }

  private static String text(Value value) {
    return value instanceof TextValue text ? text.text() : "";
  }
}
