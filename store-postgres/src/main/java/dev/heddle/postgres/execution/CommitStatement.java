package dev.heddle.postgres.execution;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.model.execution.Execution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one statement of a commit. It marks the lane's row, so that a takeover waits for it, and
 * writes nothing if that row is gone or marked for a later commit. Parts without rows are left out;
 * the database prepares each of the few combinations once.
 */
final class CommitStatement {

  private static final Map<Integer, String> SQL = new ConcurrentHashMap<>();

  private final ExecutionRows executions;
  private final TaskRows tasks;
  private final RowArray executionInserts = ExecutionRows.inserts();
  private final RowArray executionUpdates = ExecutionRows.updates();
  private final RowArray taskInserts = TaskRows.inserts();
  private final RowArray taskUpdates = TaskRows.updates();

  CommitStatement(ExecutionRows executions, TaskRows tasks) {
    this.executions = executions;
    this.tasks = tasks;
  }

  void add(Changes changes) {
    Execution execution = changes.execution();
    if (execution != null && changes.created()) {
      executions.insert(executionInserts, execution);
    } else if (execution != null) {
      executions.update(executionUpdates, execution);
    }
    changes.inserted().forEach(task -> tasks.insert(taskInserts, changes.id(), task));
    changes.updated().forEach(task -> tasks.update(taskUpdates, changes.id(), task));
  }

  /** Whether the lane still held its lease; else nothing was written. */
  boolean execute(Connection connection, Lease lease, long number) throws SQLException {
    int parts =
        (executionInserts.isEmpty() ? 0 : 1)
            | (executionUpdates.isEmpty() ? 0 : 2)
            | (taskInserts.isEmpty() ? 0 : 4)
            | (taskUpdates.isEmpty() ? 0 : 8);
    String sql = SQL.computeIfAbsent(parts, CommitStatement::sql);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, LaneMark.written(number));
      statement.setLong(2, lease.node());
      statement.setInt(3, lease.lane());
      statement.setLong(4, LaneMark.written(number));
      int next = 5;
      for (RowArray rows :
          new RowArray[] {executionInserts, executionUpdates, taskInserts, taskUpdates}) {
        if (!rows.isEmpty()) {
          rows.bind(statement, next++);
        }
      }
      try (ResultSet held = statement.executeQuery()) {
        return held.next();
      }
    }
  }

  private static String sql(int parts) {
    StringBuilder sql =
        new StringBuilder(
            """
            WITH fence AS (
              UPDATE engine_lane SET mark = ? WHERE node = ? AND lane = ? AND mark < ?
              RETURNING 1 AS held)
            """);
    part(sql, parts & 1, "execution_insert", ExecutionRows.INSERT);
    part(sql, parts & 2, "execution_update", ExecutionRows.UPDATE);
    part(sql, parts & 4, "task_insert", TaskRows.INSERT);
    part(sql, parts & 8, "task_update", TaskRows.UPDATE);
    return sql.append("SELECT held FROM fence").toString();
  }

  private static void part(StringBuilder sql, int wanted, String name, String statement) {
    if (wanted != 0) {
      sql.append(", ").append(name).append(" AS (").append(statement).append(")\n");
    }
  }
}
