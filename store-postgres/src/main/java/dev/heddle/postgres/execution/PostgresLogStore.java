package dev.heddle.postgres.execution;

import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Log lines; written without waiting for the disk. */
public final class PostgresLogStore implements LogStore {

  private static final String READ =
      """
      SELECT * FROM task_log
      WHERE execution_id = ? AND number > ?
        AND (?::int4 IS NULL OR (node, activation, item, attempt) = (?, ?, ?, ?))
      ORDER BY number LIMIT ?
      """;

  private final Database database;

  public PostgresLogStore(Database database) {
    this.database = database;
  }

  @Override
  public void append(List<Entry> entries) {
    List<LogRows.Row> rows =
        entries.stream()
            .map(entry -> new LogRows.Row(entry.execution(), entry.task(), entry.line()))
            .toList();
    try (Connection connection = database.connection()) {
      Transaction.run(
          connection,
          each -> {
            try (PreparedStatement relaxed =
                each.prepareStatement("SET LOCAL synchronous_commit = off")) {
              relaxed.execute();
            }
            LogRows.insert(each, rows);
          });
    } catch (SQLException failed) {
      throw Failures.of(entries.size() + " log lines", failed);
    }
  }

  @Override
  public List<Numbered> read(ExecutionId execution, @Nullable TaskKey task, long after, int limit) {
    List<Numbered> lines = new ArrayList<>();
    try (Connection connection = database.connection();
        PreparedStatement read = connection.prepareStatement(READ)) {
      read.setLong(1, execution.number());
      read.setLong(2, after);
      read.setObject(3, task == null ? null : task.node(), java.sql.Types.INTEGER);
      TaskKey key = task == null ? new TaskKey(0, 0, 0, 0) : task;
      read.setInt(4, key.node());
      read.setInt(5, key.activation());
      read.setInt(6, key.item());
      read.setInt(7, key.attempt());
      read.setInt(8, limit);
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          lines.add(LogRows.read(row));
        }
      }
      return lines;
    } catch (SQLException failed) {
      throw Failures.of("The log of execution " + execution, failed);
    }
  }
}
