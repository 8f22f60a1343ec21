package dev.heddle.postgres.operations;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.operations.RetentionStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseException;
import dev.heddle.postgres.Statements;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes along the primary key, whose first part is the time of the start: what ended before a
 * moment started before it, so no index on the end is needed, which every execution would pay for.
 */
public final class PostgresRetentionStore implements RetentionStore {

  /** "prune" in ASCII. */
  private static final long LOCK = 0x7072756e65L;

  private static final String ROOTS =
      """
      SELECT id FROM workflow_execution
      WHERE id > ? AND id < ? AND finished_at < ? AND parent_execution IS NULL
      ORDER BY id LIMIT ?
      """;

  /** The executions under some roots, and whether each may go. */
  private static final String TREE =
      """
      WITH RECURSIVE tree(id, root) AS (
        SELECT id, id FROM unnest(?::bigint[]) AS id
        UNION ALL
        SELECT c.id, t.root FROM tree t JOIN workflow_execution c ON c.parent_execution = t.id)
      SELECT t.id, t.root,
        e.finished_at < ? AND NOT EXISTS (
          SELECT FROM workflow_execution r
          WHERE r.retry_of = e.id AND (r.finished_at IS NULL OR r.finished_at >= ?)) AS over
      FROM tree t JOIN workflow_execution e ON e.id = t.id
      """;

  private static final String COUNT =
      """
      SELECT count(*) FROM workflow_execution WHERE id < ? AND finished_at < ?
      """;

  /** Only scripts store objects. */
  private static final String NOTE_ARTIFACTS =
      """
      INSERT INTO artifact_removal (execution_id)
      SELECT e.id FROM workflow_execution e JOIN workflow_definition d ON d.id = e.definition
      WHERE e.id = ANY (?::bigint[]) AND d.dialect = 'script'
      ON CONFLICT DO NOTHING
      """;

  private static final String ARTIFACTS =
      """
      SELECT execution_id FROM artifact_removal WHERE execution_id > ? ORDER BY execution_id LIMIT ?
      """;

  private static final String ARTIFACTS_REMOVED =
      """
      DELETE FROM artifact_removal WHERE execution_id = ANY (?::bigint[])
      """;

  /** In this order, so that a reader never sees a task without its execution for long. */
  private static final List<String> DELETES =
      List.of(
          "DELETE FROM task_log WHERE execution_id = ANY (?::bigint[])",
          "DELETE FROM inquiry WHERE execution_id = ANY (?::bigint[])",
          "DELETE FROM workflow_task_execution WHERE execution_id = ANY (?::bigint[])",
          "DELETE FROM workflow_execution WHERE id = ANY (?::bigint[])");

  /**
   * What starts an action of an installed pack stays: every server that has started one keeps its
   * number in memory, and there is one for each form the action ever had. The name of its text is
   * its ref. By the workflow an index finds the executions, of a definition there is none.
   */
  static final String DEFINITIONS =
      """
      DELETE FROM workflow_definition d
      WHERE d.created_at < ?
        AND NOT EXISTS (SELECT FROM workflow w WHERE w.definition = d.id)
        AND NOT (d.bundle = 0 AND d.text_name = d.ref
          AND (starts_with(d.ref, 'core.')
            OR EXISTS (SELECT FROM pack p WHERE starts_with(d.ref, p.ref || '.'))))
        AND NOT EXISTS (
          SELECT FROM enforcement f
          WHERE f.state IN ('created', 'waiting') AND f.definition = d.id)
        AND NOT EXISTS (
          SELECT FROM workflow_execution e WHERE e.workflow = d.ref AND e.definition = d.id)
      """;

  private static final String BUNDLES =
      """
      DELETE FROM bundle b
      WHERE b.id <> 0 AND b.created_at < ?
        AND NOT EXISTS (SELECT FROM workflow_definition d WHERE d.bundle = b.id)
      """;

  private static final String EVENTS =
      """
      SELECT v.id, NOT EXISTS (
        SELECT FROM enforcement f LEFT JOIN workflow_execution e ON e.id = f.execution
        WHERE f.event = v.id AND (f.state IN ('created', 'waiting')
          OR (e.id IS NOT NULL AND (e.finished_at IS NULL OR e.finished_at >= ?)))) AS over
      FROM event v
      WHERE v.id > ? AND v.id < ? AND v.created_at < ?
      ORDER BY v.id LIMIT ?
      """;

  /**
   * Numbers of items grow with time: behind one that is young, there is none that ended long ago.
   */
  private static final String QUEUE_ITEMS =
      """
      SELECT id, created_at < ? AS old,
        state IN ('completed', 'failed', 'skipped', 'cancelled') AND updated_at < ? AS over
      FROM work_queue_item WHERE id > ? ORDER BY id LIMIT ?
      """;

  private final Database database;

  public PostgresRetentionStore(Database database) {
    this.database = database;
  }

  /** A lock of a session of its own: it falls with the process. */
  @Override
  public Optional<Claim> claim() {
    try {
      Connection connection = database.dedicatedConnection("retention");
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
        row.next();
        if (row.getBoolean(1)) {
          return Optional.of(() -> close(connection));
        }
      } catch (SQLException failed) {
        close(connection);
        throw failed;
      }
      close(connection);
      return Optional.empty();
    } catch (SQLException failed) {
      throw new DatabaseException(
          "The right to remove could not be taken: " + failed.getMessage(), failed);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException gone) {
      System.getLogger(PostgresRetentionStore.class.getName())
          .log(System.Logger.Level.DEBUG, "the connection had gone before", gone);
    }
  }

  @Override
  public long count(Instant endedBefore) {
    return Statements.inTransaction(
        database,
        "The number of old executions",
        statements ->
            statements
                .first(COUNT, row -> row.getLong(1), firstAt(endedBefore), endedBefore)
                .orElseThrow());
  }

  private static long firstAt(Instant moment) {
    return ExecutionId.of(moment.toEpochMilli(), 0, 0).number();
  }

  @Override
  public Batch remove(Instant endedBefore, long after, int most) {
    return Statements.inTransaction(
        database,
        "Old executions",
        statements -> {
          List<Long> roots =
              statements.query(
                  ROOTS, row -> row.getLong(1), after, firstAt(endedBefore), endedBefore, most);
          if (roots.isEmpty()) {
            return new Batch(0, after, false);
          }
          List<Long> over = over(statements, roots, endedBefore);
          statements.update(NOTE_ARTIFACTS, array(over));
          for (String delete : DELETES) {
            statements.update(delete, array(over));
          }
          return new Batch(over.size(), roots.getLast(), roots.size() == most);
        });
  }

  private record Member(long id, long root, boolean over) {}

  /** All executions under the roots, without the trees of which one member must stay. */
  private static List<Long> over(Statements statements, List<Long> roots, Instant endedBefore)
      throws SQLException {
    List<Member> members =
        statements.query(
            TREE,
            row -> new Member(row.getLong("id"), row.getLong("root"), row.getBoolean("over")),
            array(roots),
            endedBefore,
            endedBefore);
    Set<Long> staying = new HashSet<>();
    members.stream().filter(member -> !member.over()).map(Member::root).forEach(staying::add);
    return members.stream()
        .filter(member -> !staying.contains(member.root()))
        .map(Member::id)
        .toList();
  }

  private static String array(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  @Override
  public Batch removeEvents(Instant before, long after, int most) {
    return Statements.inTransaction(
        database,
        "Old events",
        statements -> {
          List<Old> events =
              statements.query(
                  EVENTS,
                  row -> new Old(row.getLong("id"), row.getBoolean("over"), true),
                  before,
                  after,
                  firstAt(before),
                  before,
                  most);
          List<Long> over = over(events);
          statements.update("DELETE FROM enforcement WHERE event = ANY (?::bigint[])", array(over));
          statements.update("DELETE FROM event WHERE id = ANY (?::bigint[])", array(over));
          return batch(events, over, after, most);
        });
  }

  @Override
  public Batch removeQueueItems(Instant endedBefore, long after, int most) {
    return Statements.inTransaction(
        database,
        "Old items of work queues",
        statements -> {
          List<Old> items =
              statements.query(
                  QUEUE_ITEMS,
                  row -> new Old(row.getLong("id"), row.getBoolean("over"), row.getBoolean("old")),
                  endedBefore,
                  endedBefore,
                  after,
                  most);
          List<Long> over = over(items);
          statements.update(
              "DELETE FROM work_queue_item WHERE id = ANY (?::bigint[])", array(over));
          return batch(items, over, after, most);
        });
  }

  /**
   * A row that was looked at.
   *
   * @param over whether it may go
   * @param old whether there may be more to go behind it
   */
  private record Old(long id, boolean over, boolean old) {}

  private static List<Long> over(List<Old> rows) {
    return rows.stream().filter(Old::over).map(Old::id).toList();
  }

  private static Batch batch(List<Old> rows, List<Long> gone, long after, int most) {
    boolean more = rows.size() == most && rows.getLast().old();
    return new Batch(gone.size(), rows.isEmpty() ? after : rows.getLast().id(), more);
  }

  @Override
  public List<ExecutionId> withArtifacts(ExecutionId after, int most) {
    return Statements.inTransaction(
        database,
        "Removed executions with objects",
        statements ->
            statements.query(
                ARTIFACTS, row -> new ExecutionId(row.getLong(1)), after.number(), most));
  }

  @Override
  public void artifactsRemoved(List<ExecutionId> executions) {
    List<Long> ids = executions.stream().map(ExecutionId::number).toList();
    Statements.inTransaction(
        database,
        "The objects of removed executions",
        statements -> statements.update(ARTIFACTS_REMOVED, array(ids)));
  }

  @Override
  public boolean runsSince(Instant handedOutBefore) {
    return Statements.inTransaction(
        database,
        "Attempts under way",
        statements ->
            statements
                .first(
                    """
                    SELECT EXISTS (
                      SELECT FROM workflow_execution e
                      JOIN workflow_task_execution t ON t.execution_id = e.id
                      WHERE e.finished_at IS NULL AND t.status IN ('scheduled', 'running')
                        AND t.child_id IS NULL AND t.scheduled_at < ?)
                    """,
                    row -> row.getBoolean(1),
                    handedOutBefore)
                .orElseThrow());
  }

  @Override
  public int removeDefinitions(Instant storedBefore) {
    return Statements.inTransaction(
        database,
        "Old definitions",
        statements -> {
          int removed = statements.update(DEFINITIONS, storedBefore);
          statements.update(BUNDLES, storedBefore);
          return removed;
        });
  }
}
