package dev.heddle.postgres.notification;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.platform.notification.Notification;
import dev.heddle.platform.notification.Notification.Entity;
import dev.heddle.platform.notification.Position;
import dev.heddle.postgres.Statements;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of {@code notification}, which triggers write with numbers for ids. */
final class NotificationRows {

  /** What is complete: no transaction under way can write before it any more. */
  static final String AFTER =
      """
      SELECT xid::text AS transaction, number, type, entity_type, ref, started_by, trigger, payload, at
      FROM notification
      WHERE (xid, number) > (?::text::xid8, ?) AND xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY xid, number LIMIT ?
      """;

  /** Who asks for what is gone is told so. */
  static final String PRUNE =
      """
      WITH old AS (DELETE FROM notification WHERE at < ? RETURNING xid)
      UPDATE notification_listener SET since = greatest(since, (SELECT max(xid) FROM old))
      WHERE since IS NOT NULL AND EXISTS (SELECT FROM old)
      """;

  private static final List<String> IDS = List.of("id", "execution", "event", "parent");

  private NotificationRows() {}

  static List<Notification> after(Statements statements, Position position, int limit)
      throws SQLException {
    return statements.query(
        AFTER,
        NotificationRows::read,
        Long.toString(position.transaction()),
        position.number(),
        limit);
  }

  private static Notification read(ResultSet row) throws SQLException {
    MapValue payload = named((MapValue) Json.read(Statements.text(row, "payload")));
    return new Notification(
        new Position(Long.parseLong(Statements.text(row, "transaction")), row.getLong("number")),
        Statements.text(row, "type"),
        Entity.of(Statements.text(row, "entity_type")).orElseThrow(),
        payload.get("id") instanceof TextValue(String id) ? id : "",
        Statements.text(row, "ref"),
        row.getString("started_by"),
        row.getString("trigger"),
        payload,
        Statements.instant(row, "at"));
  }

  /** With ids as people know them. */
  private static MapValue named(MapValue payload) {
    MapValue.Builder named = MapValue.builder();
    if (payload.get("attempt") instanceof ListValue task
        && payload.get("execution") instanceof IntegerValue(long execution)) {
      TaskKey key = new TaskKey(number(task, 0), number(task, 1), number(task, 2), number(task, 3));
      named.put("id", new AttemptId(new ExecutionId(execution), key).toString());
    }
    payload
        .entries()
        .forEach((name, value) -> {
          if (!name.equals("attempt")) {
            named.put(name, IDS.contains(name) ? id(value) : value);
          }
        });
    return named.build();
  }

  private static int number(ListValue list, int index) {
    return list.items().get(index) instanceof IntegerValue(long number) ? (int) number : 0;
  }

  private static Value id(Value value) {
    return value instanceof IntegerValue(long number)
        ? Value.of(new ExecutionId(number).toString())
        : value;
  }
}
