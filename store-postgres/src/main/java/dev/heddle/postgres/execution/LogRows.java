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
      SELECT r.* FROM unnest(?::log_insert[]) AS r
      """;

  private LogRows() {}

  /** A line and who printed it; without a task it is the execution's own. */
  record Row(ExecutionId execution, @Nullable TaskKey task, LogLine line) {}

  static void insert(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    RowArray array = new RowArray("log_insert", 8);
    for (Row row : rows) {
      TaskKey task = row.task();
      array
          .begin()
          .add(row.execution().number())
          .addInt(task == null ? null : task.node())
          .addInt(task == null ? null : task.activation())
          .addInt(task == null ? null : task.item())
          .addInt(task == null ? null : task.attempt())
          .add(row.line().stream().label())
          .add(row.line().at())
          .add(StoredValues.text(row.line().text()));
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      array.bind(insert, 1);
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
