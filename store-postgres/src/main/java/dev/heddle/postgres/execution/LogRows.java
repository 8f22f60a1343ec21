package dev.heddle.postgres.execution;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code task_log}. */
final class LogRows {

  private static final String INSERT =
      """
      INSERT INTO task_log (execution_id, node, activation, item, attempt, stream, at, line)
      SELECT execution_id, node, activation, item, attempt, stream,
        timestamptz 'epoch' + at * interval '1 microsecond', line
      FROM unnest(
        ?::int8[], ?::int4[], ?::int4[], ?::int4[], ?::int4[], ?::text[], ?::int8[], ?::text[])
        AS r(execution_id, node, activation, item, attempt, stream, at, line)
      """;

  private LogRows() {}

  /** A line and who printed it; without a task it is the execution's own. */
  record Row(ExecutionId execution, @Nullable TaskKey task, LogLine line) {}

  static void insert(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    Columns columns =
        new Columns("int8", "int4", "int4", "int4", "int4", "text", "timestamptz", "text");
    for (Row row : rows) {
      TaskKey task = row.task();
      columns.add(
          row.execution().number(),
          task == null ? null : task.node(),
          task == null ? null : task.activation(),
          task == null ? null : task.item(),
          task == null ? null : task.attempt(),
          row.line().stream().label(),
          row.line().at(),
          StoredValues.text(row.line().text()));
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      columns.bind(insert, 1);
      insert.executeUpdate();
    }
  }

  static LogStore.Numbered read(ResultSet row) throws SQLException {
    TaskKey task = row.getObject("node") == null ? null : TaskRows.key(row);
    return new LogStore.Numbered(
        row.getLong("number"),
        new LogStore.Entry(
            new ExecutionId(row.getLong("execution_id")),
            task,
            new LogLine(
                StoredValues.requiredInstant(row, "at"),
                LogLine.Stream.of(row.getString("stream")),
                row.getString("line"))));
  }
}
