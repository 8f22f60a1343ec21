package dev.heddle.postgres.queue;

import dev.heddle.platform.queues.QueueDocument;
import dev.heddle.platform.queues.QueueItem;
import dev.heddle.platform.queues.QueueStore;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretSeal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work queues and their items as rows. */
public final class PostgresQueueStore implements QueueStore {

  private static final String LIST =
      """
      SELECT q.*,
        (SELECT count(*) FROM work_queue_item i
          WHERE i.queue = q.ref AND i.state IN ('queued', 'retry')) AS waiting,
        (SELECT count(*) FROM work_queue_item i
          WHERE i.queue = q.ref AND i.state = 'leased') AS leased
      FROM work_queue q ORDER BY q.ref
      """;

  private static final String PUT_QUEUE =
      """
      INSERT INTO work_queue (ref, document, owner, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (ref) DO NOTHING
      """;

  private static final String PUT_ITEM =
      """
      INSERT INTO work_queue_item (
        queue, item_key, priority, payload, state, due_at, created_at, updated_at)
      VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)
      RETURNING *
      """;

  private static final String WAKE =
      """
      UPDATE work_queue SET busy = true, burst = burst + 1 WHERE ref = ? AND NOT busy
      """;

  private final Database database;
  private final SecretSeal seal;

  public PostgresQueueStore(Database database, SecretSeal seal) {
    this.database = database;
    this.seal = seal;
  }

  @Override
  public List<Listed> all() {
    return Statements.inTransaction(
        database,
        "The work queues",
        statements ->
            statements.query(
                LIST,
                row ->
                    new Listed(
                        QueueDocument.stored(Statements.text(row, "document")),
                        row.getString("pack"),
                        Statements.text(row, "owner"),
                        row.getBoolean("paused"),
                        row.getString("problem"),
                        row.getLong("waiting"),
                        row.getLong("leased"),
                        Statements.instant(row, "created_at"),
                        Statements.instant(row, "updated_at"))));
  }

  @Override
  public boolean add(WorkQueue queue, String owner, Instant now) {
    return changed(
        queue.ref(),
        PUT_QUEUE,
        queue.ref(),
        Json.write(QueueDocument.write(queue)),
        owner,
        now,
        now);
  }

  @Override
  public boolean replace(WorkQueue queue, String owner, Instant now) {
    return changed(
        queue.ref(),
        """
        UPDATE work_queue SET document = ?, owner = ?, updated_at = ?, problem = NULL
        WHERE ref = ? AND pack IS NULL
        """,
        Json.write(QueueDocument.write(queue)),
        owner,
        now,
        queue.ref());
  }

  @Override
  public boolean pause(String ref, boolean paused, Instant now) {
    return changed(
        ref, "UPDATE work_queue SET paused = ?, updated_at = ? WHERE ref = ?", paused, now, ref);
  }

  @Override
  public boolean delete(String ref) {
    return changed(ref, "DELETE FROM work_queue WHERE ref = ? AND pack IS NULL", ref);
  }

  private boolean changed(String ref, String sql, @Nullable Object... values) {
    return Statements.inTransaction(
        database, "Queue " + ref, statements -> statements.update(sql, values) > 0);
  }

  @Override
  public Optional<Put> put(NewItem item, WorkQueue.Update update, Instant now) {
    return Statements.inTransaction(
        database, "An item of " + item.queue(), statements -> put(statements, item, update, now));
  }

  /** The queue's row is held while an item comes in, so that of two with one key one is first. */
  private Optional<Put> put(
      Statements statements, NewItem item, WorkQueue.Update update, Instant now)
      throws SQLException {
    statements.first(
        "SELECT ref FROM work_queue WHERE ref = ? FOR UPDATE",
        row -> Statements.text(row, "ref"),
        item.queue());
    Optional<QueueItem> pending =
        item.key() == null
            ? Optional.empty()
            : statements.first(
                """
                SELECT * FROM work_queue_item
                WHERE queue = ? AND item_key = ? AND state IN ('queued', 'retry') FOR UPDATE
                """,
                this::item,
                item.queue(),
                item.key());
    if (pending.isPresent()) {
      return update(statements, pending.get(), item, update, now);
    }
    QueueItem added =
        statements
            .first(
                PUT_ITEM,
                this::item,
                item.queue(),
                item.key(),
                item.priority(),
                Json.writeSealed(item.payload(), seal),
                now,
                now,
                now)
            .orElseThrow();
    statements.update(WAKE, item.queue());
    return Optional.of(new Put(added, true));
  }

  private Optional<Put> update(
      Statements statements, QueueItem pending, NewItem item, WorkQueue.Update update, Instant now)
      throws SQLException {
    MapValue payload =
        switch (update) {
          case REFUSED -> null;
          case IMMUTABLE -> pending.payload();
          case REPLACE -> item.payload();
          case MERGE_PATCH -> MergePatch.apply(pending.payload(), item.payload());
        };
    if (payload == null) {
      return Optional.empty();
    }
    if (update == WorkQueue.Update.IMMUTABLE) {
      return Optional.of(new Put(pending, false));
    }
    return statements
        .first(
            """
            UPDATE work_queue_item SET payload = ?, priority = ?, updated_at = ? WHERE id = ?
            RETURNING *
            """,
            this::item,
            Json.writeSealed(payload, seal),
            item.priority(),
            now,
            pending.id())
        .map(changed -> new Put(changed, false));
  }

  private QueueItem item(ResultSet row) throws SQLException {
    return QueueRows.item(row, seal);
  }

  @Override
  public Optional<QueueItem> item(String queue, long id) {
    return Statements.inTransaction(
        database,
        "Item " + id,
        statements ->
            statements.first(
                "SELECT * FROM work_queue_item WHERE queue = ? AND id = ?", this::item, queue, id));
  }

  @Override
  public List<QueueItem> items(
      String queue, QueueItem.@Nullable State state, int offset, int limit) {
    String label = state == null ? null : state.label();
    return Statements.inTransaction(
        database,
        "Items of " + queue,
        statements ->
            statements.query(
                """
                SELECT * FROM work_queue_item WHERE queue = ? AND (?::text IS NULL OR state = ?)
                ORDER BY id DESC OFFSET ? LIMIT ?
                """,
                this::item,
                queue,
                label,
                label,
                offset,
                limit));
  }

  @Override
  public boolean cancel(String queue, long id, Instant now) {
    return changed(
        queue,
        """
        UPDATE work_queue_item SET state = 'cancelled', updated_at = ?
        WHERE queue = ? AND id = ? AND state IN ('queued', 'retry')
        """,
        now,
        queue,
        id);
  }

  @Override
  public List<String> busy() {
    return Statements.inTransaction(
        database,
        "Queues with work",
        statements ->
            statements.query(
                """
                SELECT ref FROM work_queue WHERE busy OR started < burst OR emptied < burst
                ORDER BY ref
                """,
                row -> Statements.text(row, "ref")));
  }

  @Override
  public Optional<Moves> pass(String ref, Instant now, Function<Scene, Moves> decide) {
    return Statements.inTransaction(
        database, "Queue " + ref, statements -> QueueRows.pass(statements, ref, now, seal, decide));
  }

  @Override
  public Optional<Burst> burst(String ref) {
    return Statements.inTransaction(
        database,
        "Queue " + ref,
        statements ->
            statements.first(
                "SELECT * FROM work_queue WHERE ref = ?",
                row ->
                    new Burst(
                        row.getLong("burst"),
                        row.getBoolean("busy"),
                        row.getLong("started"),
                        row.getLong("emptied")),
                ref));
  }

  @Override
  public void told(String ref, long started, long emptied) {
    changed(
        ref,
        """
        UPDATE work_queue SET started = greatest(started, ?), emptied = greatest(emptied, ?)
        WHERE ref = ?
        """,
        started,
        emptied,
        ref);
  }
}
