package dev.heddle.bench.engine;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.postgres.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills a database with copies of an execution, older and older, in statements that do it all. */
final class History {

  private static final long DAY_MILLIS = 86_400_000;

  private final Database database;

  History(Database database) {
    this.database = database;
  }

  /** Waits until the execution has ended and adds that many copies of it, a day old and older. */
  void multiply(ExecutionId original, int copies) throws SQLException, InterruptedException {
    multiply(original, copies, "status", DAY_MILLIS);
  }

  /** The same with copies that failed, half a day old and older. */
  void multiplyFailed(ExecutionId original, int copies) throws SQLException, InterruptedException {
    multiply(original, copies, "'failed'", DAY_MILLIS / 2);
  }

  private void multiply(ExecutionId original, int copies, String status, long ageMillis)
      throws SQLException, InterruptedException {
    try (Connection connection = database.dedicatedConnection("history");
        Statement statement = connection.createStatement()) {
      while (isOpen(statement, original)) {
        Thread.onSpinWait();
      }
      long base = original.number() & -(1L << 22);
      // Other milliseconds and, in turn, all partitions of servers.
      String id = "%d - ((n + %d) << 22) + ((n & 127) << 14)".formatted(base, ageMillis);
      String finished = "finished_at - (n + %d) * interval '1 ms'".formatted(ageMillis);
      copy(
          statement,
          "workflow_execution",
          Map.of("id", id, "partition", "n & 127", "finished_at", finished, "status", status),
          "id = " + original.number(),
          copies);
      copy(
          statement,
          "workflow_task_execution",
          Map.of("execution_id", id),
          "execution_id = " + original.number(),
          copies);
    }
  }

  private static boolean isOpen(Statement statement, ExecutionId original) throws SQLException {
    return count(
            statement,
            "SELECT count(*) FROM workflow_execution WHERE finished_at IS NULL AND id = "
                + original.number())
        > 0;
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void copy(
      Statement statement, String table, Map<String, String> changed, String original, int copies)
      throws SQLException {
    List<String> names = columns(statement, table);
    List<String> values = names.stream().map(name -> changed.getOrDefault(name, name)).toList();
    statement.execute(
        "INSERT INTO %s (%s) SELECT %s FROM %s, generate_series(1, %d::int8) AS n WHERE %s"
            .formatted(
                table,
                String.join(", ", names),
                String.join(", ", values),
                table,
                copies,
                original));
  }

  private static List<String> columns(Statement statement, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            "SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
                + " AND attgenerated = '' AND attrelid = '%s'::regclass".formatted(table))) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /** What autovacuum does sooner or later. */
  void tidy() throws SQLException {
    try (Connection connection = database.dedicatedConnection("history");
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM (ANALYZE) workflow_execution, workflow_task_execution");
    }
  }
}
