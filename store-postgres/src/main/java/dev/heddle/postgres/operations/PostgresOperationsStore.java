package dev.heddle.postgres.operations;

import dev.heddle.model.Dialect;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.operations.Census;
import dev.heddle.platform.operations.OperationsStore;
import dev.heddle.platform.operations.Watchlist;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what is unfinished; no statement here reads what has ended. */
public final class PostgresOperationsStore implements OperationsStore {

  private static final String UNFINISHED =
      """
      SELECT e.status, d.dialect, count(*) AS executions
      FROM workflow_execution e JOIN workflow_definition d ON d.id = e.definition
      WHERE e.finished_at IS NULL
      GROUP BY e.status, d.dialect
      """;

  /** Found from the unfinished executions: tasks have no index but their key. */
  private static final String WAITING =
      """
      SELECT reason, count(*) AS tasks
      FROM (
        SELECT CASE
          WHEN t.status IN ('requested', 'waiting') AND (e.hold::json ->> 'paused')::boolean
            THEN 'PAUSED'
          WHEN t.status = 'waiting' AND EXISTS (
            SELECT FROM inquiry i
            WHERE i.execution_id = t.execution_id AND i.node = t.node
              AND i.activation = t.activation AND i.item = t.item AND i.attempt = t.attempt
              AND i.status = 'pending') THEN 'INQUIRY'
          WHEN t.status = 'waiting' OR (t.status = 'requested' AND t.due_at IS NOT NULL)
            THEN 'TIME'
          WHEN t.status = 'requested' THEN 'TURN'
          ELSE 'WORKER' END AS reason
        FROM workflow_execution e JOIN workflow_task_execution t ON t.execution_id = e.id
        WHERE e.finished_at IS NULL AND t.ended_at IS NULL
          AND t.status IN ('requested', 'waiting', 'scheduled')) AS waiting
      GROUP BY reason
      """;

  private static final String INBOX = "SELECT count(*) FROM command_inbox WHERE answer IS NULL";

  private static final String OVERDUE =
      """
      SELECT count(*) FROM workflow_execution
      WHERE wake_at < now() - interval '5 seconds' AND finished_at IS NULL
        AND NOT coalesce((hold::json ->> 'paused')::boolean, false)
      """;

  private static final String NODES =
      "SELECT count(*) FROM engine_node WHERE heartbeat_at + live_for >= clock_timestamp()";

  private static final String ORPHANED =
      """
      SELECT count(*) FROM partition_lease l
      WHERE NOT EXISTS (
          SELECT FROM engine_node n
          WHERE n.node = l.node AND n.heartbeat_at + n.live_for >= clock_timestamp())
        AND EXISTS (
          SELECT FROM workflow_execution e
          WHERE e.partition = l.partition AND e.finished_at IS NULL)
      """;

  private static final int SHOWN = 5;

  private static final String WATCHED_NODES =
      """
      SELECT n.node, n.name, (extract(epoch FROM clock_timestamp() - n.heartbeat_at) * 1000)::bigint
          AS silent,
        n.heartbeat_at + n.live_for < clock_timestamp() AS dead,
        (SELECT count(*)::int FROM partition_lease l WHERE l.node = n.node) AS partitions
      FROM engine_node n ORDER BY n.node
      """;

  private static final String WATCHED_OVERDUE =
      """
      SELECT id FROM workflow_execution
      WHERE wake_at < now() - interval '30 seconds' AND finished_at IS NULL
        AND NOT coalesce((hold::json ->> 'paused')::boolean, false)
      ORDER BY wake_at LIMIT ?
      """;

  private static final String PAST_DEADLINE =
      """
      SELECT id FROM workflow_execution
      WHERE finished_at IS NULL AND deadline_at < now() - interval '1 minute'
        AND NOT coalesce((hold::json ->> 'paused')::boolean, false)
      ORDER BY deadline_at LIMIT ?
      """;

  private static final String NOT_BEGUN =
      """
      SELECT DISTINCT e.id
      FROM workflow_execution e JOIN workflow_task_execution t ON t.execution_id = e.id
      WHERE e.finished_at IS NULL AND t.status = 'scheduled'
        AND t.scheduled_at < now() - interval '10 minutes'
      ORDER BY e.id LIMIT ?
      """;

  private static final String OLDEST_COMMAND =
      """
      SELECT coalesce((extract(epoch FROM clock_timestamp() - min(posted_at)) * 1000)::bigint, 0)
      FROM command_inbox WHERE answer IS NULL
      """;

  private final Database database;

  public PostgresOperationsStore(Database database) {
    this.database = database;
  }

  @Override
  public Census census() {
    return Statements.inTransaction(
        database,
        "The census",
        statements ->
            new Census(
                unfinished(statements),
                waiting(statements),
                number(statements, INBOX),
                number(statements, OVERDUE),
                Math.toIntExact(number(statements, NODES)),
                Math.toIntExact(number(statements, ORPHANED))));
  }

  @Override
  public Watchlist watchlist() {
    return Statements.inTransaction(
        database,
        "What is stuck",
        statements ->
            new Watchlist(
                statements.query(
                    WATCHED_NODES,
                    row ->
                        new Watchlist.Node(
                            row.getLong("node"),
                            Statements.text(row, "name"),
                            Duration.ofMillis(row.getLong("silent")),
                            row.getBoolean("dead"),
                            row.getInt("partitions"))),
                executions(statements, WATCHED_OVERDUE),
                executions(statements, PAST_DEADLINE),
                executions(statements, NOT_BEGUN),
                Duration.ofMillis(number(statements, OLDEST_COMMAND))));
  }

  private static List<ExecutionId> executions(Statements statements, String sql)
      throws SQLException {
    return statements.query(sql, row -> new ExecutionId(row.getLong(1)), SHOWN);
  }

  private static List<Census.Group> unfinished(Statements statements) throws SQLException {
    return statements.query(
        UNFINISHED,
        row ->
            new Census.Group(
                ExecutionStatus.of(Statements.text(row, "status")),
                Dialect.of(Statements.text(row, "dialect")),
                row.getLong("executions")));
  }

  private static Map<Census.Reason, Long> waiting(Statements statements) throws SQLException {
    Map<Census.Reason, Long> waiting = new EnumMap<>(Census.Reason.class);
    statements.query(
        WAITING,
        row ->
            waiting.put(
                Census.Reason.valueOf(Statements.text(row, "reason")), row.getLong("tasks")));
    return waiting;
  }

  private static long number(Statements statements, String sql) throws SQLException {
    return statements.first(sql, row -> row.getLong(1)).orElseThrow();
  }
}
