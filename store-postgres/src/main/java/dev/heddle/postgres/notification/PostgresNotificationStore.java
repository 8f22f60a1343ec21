package dev.heddle.postgres.notification;

import dev.heddle.platform.notification.Notification;
import dev.heddle.platform.notification.NotificationStore;
import dev.heddle.platform.notification.Position;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Notifications as rows; the database's clock is the one for all servers. */
public final class PostgresNotificationStore implements NotificationStore {

  /**
   * Asked twice at first: what is under way while this is written may not have seen it, so that
   * only the next transaction, whose number is greater than theirs, says since when all is told.
   */
  private static final String LISTEN =
      """
      INSERT INTO notification_listener AS l (name, until, since)
      VALUES ('streams', now() + ? * interval '1 millisecond', NULL)
      ON CONFLICT (name) DO UPDATE
      SET until = greatest(l.until, excluded.until),
        since = CASE WHEN l.until > now() THEN coalesce(l.since, pg_current_xact_id()) END
      RETURNING coalesce(since::text, '0') AS since,
        coalesce(since < pg_snapshot_xmin(pg_current_snapshot()), false) AS ready
      """;

  private static final String END =
      "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1) AS last";

  private final Database database;

  public PostgresNotificationStore(Database database) {
    this.database = database;
  }

  @Override
  public Listening listen(Duration atLeast) {
    return Statements.inTransaction(
        database,
        "That somebody listens",
        statements ->
            statements
                .first(
                    LISTEN,
                    row ->
                        new Listening(
                            new Position(Long.parseLong(Statements.text(row, "since")), 0),
                            row.getBoolean("ready")),
                    atLeast.toMillis())
                .orElseThrow());
  }

  @Override
  public Position end() {
    return Statements.inTransaction(
        database,
        "The last notification",
        statements ->
            statements
                .first(END, row -> new Position(row.getLong("last"), Long.MAX_VALUE))
                .orElseThrow());
  }

  @Override
  public List<Notification> after(Position position, int limit) {
    return Statements.inTransaction(
        database,
        "Notifications",
        statements -> NotificationRows.after(statements, position, limit));
  }

  @Override
  public void prune(Instant before) {
    Statements.inTransaction(
        database,
        "Old notifications",
        statements -> statements.update(NotificationRows.PRUNE, before));
  }
}
