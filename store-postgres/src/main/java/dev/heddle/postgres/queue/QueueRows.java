package dev.heddle.postgres.queue;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.queues.QueueDocument;
import dev.heddle.platform.queues.QueueItem;
import dev.heddle.platform.queues.QueueStore.Handed;
import dev.heddle.platform.queues.QueueStore.Lease;
import dev.heddle.platform.queues.QueueStore.Moves;
import dev.heddle.platform.queues.QueueStore.Scene;
import dev.heddle.platform.queues.QueueStore.Settled;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.postgres.Statements;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretSeal;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What happens in one queue, in one transaction. */
final class QueueRows {

  private static final String LEASED =
      """
      SELECT i.*, e.status, e.finished_at IS NOT NULL AS ended, e.result, e.error AS failure
      FROM work_queue_item i LEFT JOIN workflow_execution e ON e.id = i.execution
      WHERE i.queue = ? AND i.state = 'leased' ORDER BY i.execution, i.id
      """;

  private static final String WAITING =
      """
      SELECT * FROM work_queue_item
      WHERE queue = ? AND state IN ('queued', 'retry') AND due_at <= ?
      ORDER BY priority DESC, id LIMIT ? FOR UPDATE
      """;

  private static final String HAND =
      """
      UPDATE work_queue_item
      SET state = 'leased', attempts = ?, execution = ?, updated_at = ? WHERE id = ?
      """;

  private static final String SETTLE =
      """
      UPDATE work_queue_item SET state = ?, error = ?, due_at = ?, updated_at = ? WHERE id = ?
      """;

  /** The queue's row is held while an item comes in, so none can come in between. */
  private static final String REST =
      """
      UPDATE work_queue SET busy = false WHERE ref = ? AND busy AND NOT EXISTS (
        SELECT FROM work_queue_item i
        WHERE i.queue = ref AND i.state IN ('queued', 'retry', 'leased'))
      """;

  private static final int MOST_PER_EXECUTION = 1_000;
  private static final int MOST = 2_000;

  private QueueRows() {}

  static Optional<Moves> pass(
      Statements statements,
      String ref,
      Instant now,
      SecretSeal seal,
      Function<Scene, Moves> decide)
      throws SQLException {
    Optional<Scene> scene = scene(statements, ref, now, seal);
    if (scene.isEmpty()) {
      return Optional.empty();
    }
    Moves moves = decide.apply(scene.get());
    for (Settled each : moves.settled()) {
      statements.update(SETTLE, each.state().label(), each.error(), each.due(), now, each.item());
    }
    for (Handed each : moves.dispatched()) {
      for (QueueItem item : each.items()) {
        statements.update(HAND, item.attempts(), each.execution().number(), now, item.id());
      }
    }
    if (!moves.dispatched().isEmpty()) {
      statements.update(
          "UPDATE work_queue SET next_at = ? WHERE ref = ?",
          now.plus(scene.get().queue().dispatch().pause()),
          ref);
    }
    statements.update(
        "UPDATE work_queue SET problem = ? WHERE ref = ? AND problem IS DISTINCT FROM ?",
        moves.problem(),
        ref,
        moves.problem());
    statements.update(REST, ref);
    return Optional.of(moves);
  }

  /** Whoever holds the row of the queue decides; others wait. */
  private static Optional<Scene> scene(
      Statements statements, String ref, Instant now, SecretSeal seal) throws SQLException {
    Optional<Head> found =
        statements.first(
            "SELECT * FROM work_queue WHERE ref = ? FOR UPDATE", row -> head(row, now), ref);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Head head = found.get();
    int most = head.queue().dispatch().concurrency() * MOST_PER_EXECUTION;
    List<QueueItem> waiting =
        statements.query(WAITING, row -> item(row, seal), ref, now, Math.min(most, MOST));
    Map<ExecutionId, Lease> leased = new LinkedHashMap<>();
    for (Lease one : statements.query(LEASED, row -> lease(row, seal), ref)) {
      leased.merge(one.execution(), one, QueueRows::joined);
    }
    return Optional.of(
        new Scene(head.queue(), head.owner(), waiting, List.copyOf(leased.values()), head.open()));
  }

  private record Head(WorkQueue queue, String owner, boolean open) {}

  private static Head head(ResultSet row, Instant now) throws SQLException {
    OffsetDateTime next = row.getObject("next_at", OffsetDateTime.class);
    return new Head(
        QueueDocument.stored(Statements.text(row, "document")),
        Statements.text(row, "owner"),
        !row.getBoolean("paused") && (next == null || !next.toInstant().isAfter(now)));
  }

  private static Lease lease(ResultSet row, SecretSeal seal) throws SQLException {
    String result = row.getString("result");
    String failure = row.getString("failure");
    return new Lease(
        new ExecutionId(row.getLong("execution")),
        List.of(item(row, seal)),
        row.getString("status"),
        row.getBoolean("ended"),
        result != null && Json.readSealed(result, seal) instanceof MapValue map ? map : null,
        failure == null ? null : message(Json.readSealed(failure, seal)));
  }

  private static @Nullable String message(Value failure) {
    return failure instanceof MapValue map && map.get("message") instanceof TextValue(String text)
        ? text
        : null;
  }

  private static Lease joined(Lease one, Lease other) {
    List<QueueItem> items = new ArrayList<>(one.items());
    items.addAll(other.items());
    return new Lease(one.execution(), items, one.status(), one.ended(), one.result(), one.error());
  }

  static QueueItem item(ResultSet row, SecretSeal seal) throws SQLException {
    Long execution = row.getObject("execution", Long.class);
    return new QueueItem(
        row.getLong("id"),
        Statements.text(row, "queue"),
        row.getString("item_key"),
        row.getInt("priority"),
        (MapValue) Json.readSealed(Statements.text(row, "payload"), seal),
        QueueItem.State.of(Statements.text(row, "state")).orElseThrow(),
        row.getInt("attempts"),
        execution == null ? null : new ExecutionId(execution),
        row.getString("error"),
        Statements.instant(row, "created_at"),
        Statements.instant(row, "updated_at"));
  }
}
