package dev.heddle.postgres.notification;

import dev.heddle.platform.notification.Delivery;
import dev.heddle.platform.notification.Notification;
import dev.heddle.platform.notification.Position;
import dev.heddle.platform.notification.Subscription;
import dev.heddle.platform.notification.SubscriptionStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Subscriptions and their outbox as rows. */
public final class PostgresSubscriptionStore implements SubscriptionStore {

  /** While one is enabled, notifications are written. */
  private static final String LISTEN =
      """
      INSERT INTO notification_listener (name, until) SELECT 'subscriptions', 'infinity'
      WHERE EXISTS (SELECT FROM subscription WHERE enabled)
      ON CONFLICT (name) DO NOTHING
      """;

  private static final String BE_SILENT =
      """
      DELETE FROM notification_listener WHERE name = 'subscriptions'
        AND NOT EXISTS (SELECT FROM subscription WHERE enabled)
      """;

  private static final String PUT =
      """
      INSERT INTO delivery (
        subscription, notification, type, body, state, due_at, created_at)
      VALUES (?, ?, ?, ?, 'pending', ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String TAKE =
      """
      UPDATE delivery SET attempts = attempts + 1, due_at = ?
      WHERE id IN (
        SELECT d.id FROM delivery d JOIN subscription s ON s.ref = d.subscription AND s.enabled
        WHERE d.state = 'pending' AND d.due_at <= ?
        ORDER BY d.due_at, d.id LIMIT ? FOR UPDATE OF d SKIP LOCKED)
      RETURNING *
      """;

  private static final String ENDED =
      """
      UPDATE delivery SET state = ?, error = ?, due_at = ?,
        ended_at = CASE WHEN ? = 'pending' THEN NULL ELSE now() END
      WHERE id = ?
      """;

  private final Database database;

  public PostgresSubscriptionStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Subscription added, String secret) {
    return change(
        added.ref(),
        statements ->
            statements.update(
                """
                INSERT INTO subscription (ref, url, filters, secret, owner, enabled, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (ref) DO NOTHING
                """,
                added.ref(),
                added.url().toString(),
                added.filters(),
                secret,
                added.owner(),
                added.enabled(),
                added.createdAt()));
  }

  private boolean change(String ref, Statements.Work<Integer> work) {
    return Statements.inTransaction(
        database,
        "Subscription " + ref,
        statements -> {
          int changed = work.run(statements);
          statements.update(LISTEN);
          statements.update(BE_SILENT);
          return changed > 0;
        });
  }

  @Override
  public List<Subscription> all() {
    return Statements.inTransaction(
        database,
        "The subscriptions",
        statements ->
            statements.query(
                "SELECT * FROM subscription ORDER BY ref",
                row ->
                    new Subscription(
                        Statements.text(row, "ref"),
                        URI.create(Statements.text(row, "url")),
                        texts(row.getArray("filters")),
                        Statements.text(row, "owner"),
                        row.getBoolean("enabled"),
                        Statements.instant(row, "created_at"))));
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }

  @Override
  public Optional<String> secret(String ref) {
    return Statements.inTransaction(
        database,
        "Subscription " + ref,
        statements ->
            statements.first(
                "SELECT secret FROM subscription WHERE ref = ?",
                row -> Statements.text(row, "secret"),
                ref));
  }

  @Override
  public boolean enable(String ref, boolean enabled) {
    return change(
        ref,
        statements ->
            statements.update(
                """
                UPDATE subscription SET enabled = ?, after_number = 0,
                  after_xid = CASE WHEN enabled THEN after_xid ELSE pg_current_xact_id() END
                WHERE ref = ?
                """,
                enabled,
                ref));
  }

  @Override
  public boolean delete(String ref) {
    return change(
        ref, statements -> statements.update("DELETE FROM subscription WHERE ref = ?", ref));
  }

  @Override
  public int advance(
      String ref, int limit, Instant now, Function<List<Notification>, List<Letter>> choose) {
    return Statements.inTransaction(
        database,
        "The outbox of " + ref,
        statements -> {
          Optional<Position> position =
              statements.first(
                  """
                  SELECT after_xid::text AS after_xid, after_number FROM subscription
                  WHERE ref = ? AND enabled FOR UPDATE SKIP LOCKED
                  """,
                  row ->
                      new Position(
                          Long.parseLong(Statements.text(row, "after_xid")),
                          row.getLong("after_number")),
                  ref);
          if (position.isEmpty()) {
            return 0;
          }
          List<Notification> found = NotificationRows.after(statements, position.get(), limit);
          for (Letter letter : choose.apply(found)) {
            Notification about = letter.notification();
            statements.update(
                PUT, ref, about.position().toString(), about.type(), letter.body(), now, now);
          }
          if (!found.isEmpty()) {
            Position last = found.getLast().position();
            statements.update(
                """
                UPDATE subscription SET after_xid = ?::text::xid8, after_number = ? WHERE ref = ?
                """,
                Long.toString(last.transaction()),
                last.number(),
                ref);
          }
          return found.size();
        });
  }

  @Override
  public List<Delivery> take(Instant now, Duration lease, int limit) {
    return Statements.inTransaction(
        database,
        "What is to be delivered",
        statements ->
            statements.query(
                TAKE, PostgresSubscriptionStore::delivery, now.plus(lease), now, limit));
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        Statements.text(row, "subscription"),
        Statements.text(row, "notification"),
        Statements.text(row, "type"),
        Statements.text(row, "body"),
        Delivery.State.of(Statements.text(row, "state")).orElseThrow(),
        row.getInt("attempts"),
        Statements.instant(row, "due_at"),
        row.getString("error"),
        Statements.instant(row, "created_at"));
  }

  @Override
  public void ended(long id, Delivery.State state, @Nullable String error, Instant again) {
    Statements.inTransaction(
        database,
        "Delivery " + id,
        statements -> statements.update(ENDED, state.label(), error, again, state.label(), id));
  }

  @Override
  public List<Delivery> deliveries(
      String subscription, Delivery.@Nullable State state, int offset, int limit) {
    return Statements.inTransaction(
        database,
        "Deliveries of " + subscription,
        statements ->
            statements.query(
                """
                SELECT * FROM delivery WHERE subscription = ? AND (?::text IS NULL OR state = ?)
                ORDER BY id DESC OFFSET ? LIMIT ?
                """,
                PostgresSubscriptionStore::delivery,
                subscription,
                state == null ? null : state.label(),
                state == null ? null : state.label(),
                offset,
                limit));
  }

  @Override
  public boolean revive(String subscription, long id, Instant now) {
    return Statements.inTransaction(
        database,
        "Delivery " + id,
        statements ->
            statements.update(
                    """
                    UPDATE delivery SET state = 'pending', attempts = 0, due_at = ?, ended_at = NULL
                    WHERE subscription = ? AND id = ? AND state = 'dead'
                    """,
                    now,
                    subscription,
                    id)
                > 0);
  }

  @Override
  public void prune(Instant endedBefore, Instant notedBefore) {
    Statements.inTransaction(
        database,
        "Old deliveries",
        statements -> {
          statements.update(NotificationRows.PRUNE, notedBefore);
          return statements.update("DELETE FROM delivery WHERE ended_at < ?", endedBefore);
        });
  }
}
