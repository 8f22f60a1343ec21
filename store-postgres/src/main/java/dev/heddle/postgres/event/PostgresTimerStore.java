package dev.heddle.postgres.event;

import dev.heddle.platform.event.TimerStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Timers as rows. */
public final class PostgresTimerStore implements TimerStore {

  /** Of the same wish made again nothing changes; what was switched off begins anew. */
  private static final String PUT =
      """
      INSERT INTO timer (rule, spec, anchor_at, next_at, active) VALUES (?, ?, ?, ?, true)
      ON CONFLICT (rule) DO UPDATE
      SET spec = excluded.spec, anchor_at = excluded.anchor_at, active = true,
        next_at = CASE WHEN ? AND timer.spec = excluded.spec AND timer.last_at IS NOT NULL
          THEN NULL ELSE excluded.next_at END,
        last_at = CASE WHEN timer.spec = excluded.spec THEN timer.last_at END
      WHERE timer.spec <> excluded.spec OR NOT timer.active
      """;

  private final Database database;

  public PostgresTimerStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean put(long catalogRevision, long ruleRevision, List<Wanted> wanted, Instant now) {
    return Statements.inTransaction(
        database,
        "The timers",
        statements -> {
          if (!isPresent(statements, "catalog", catalogRevision)
              || !isPresent(statements, "rules", ruleRevision)) {
            return false;
          }
          for (Wanted each : wanted) {
            statements.update(PUT, each.rule(), each.spec(), now, each.first(), each.once());
          }
          statements.update(
              "UPDATE timer SET active = false WHERE active AND rule <> ALL (?)",
              wanted.stream().map(Wanted::rule).toList());
          return true;
        });
  }

  /** Held until the end, so that nobody changes it meanwhile. */
  private static boolean isPresent(Statements statements, String of, long revision)
      throws SQLException {
    return statements
        .first("SELECT number FROM revision WHERE of = ? FOR UPDATE", row -> row.getLong(1), of)
        .filter(number -> number == revision)
        .isPresent();
  }

  @Override
  public List<Timer> due(Instant now, int limit) {
    return query(
        """
        SELECT * FROM timer WHERE active AND NOT paused AND next_at <= ?
        ORDER BY next_at LIMIT ?
        """,
        now,
        limit);
  }

  @Override
  public Optional<Instant> next() {
    return Statements.inTransaction(
        database,
        "The timers",
        statements ->
            statements
                .query(
                    "SELECT min(next_at) AS at FROM timer WHERE active AND NOT paused",
                    row -> Optional.ofNullable(instant(row, "at")))
                .getFirst());
  }

  @Override
  public boolean advance(Timer before, @Nullable Instant last, @Nullable Instant next) {
    return update(
        """
        UPDATE timer SET last_at = ?, next_at = ?
        WHERE rule = ? AND spec = ? AND next_at = ?
        """,
        last,
        next,
        before.rule(),
        before.spec(),
        before.next());
  }

  @Override
  public Optional<Timer> find(String rule) {
    return query("SELECT * FROM timer WHERE rule = ?", rule).stream().findFirst();
  }

  @Override
  public List<Timer> all() {
    return query("SELECT * FROM timer ORDER BY rule");
  }

  @Override
  public boolean pause(String rule, boolean paused, @Nullable Instant next) {
    return update(
        "UPDATE timer SET paused = ?, next_at = ? WHERE rule = ? AND active", paused, next, rule);
  }

  private List<Timer> query(String sql, Object... values) {
    return Statements.inTransaction(
        database,
        "The timers",
        statements -> statements.query(sql, PostgresTimerStore::timer, values));
  }

  private boolean update(String sql, @Nullable Object... values) {
    return Statements.inTransaction(
        database, "A timer", statements -> statements.update(sql, values) > 0);
  }

  private static Timer timer(ResultSet row) throws SQLException {
    return new Timer(
        Statements.text(row, "rule"),
        Statements.text(row, "spec"),
        Statements.instant(row, "anchor_at"),
        instant(row, "next_at"),
        instant(row, "last_at"),
        row.getBoolean("active"),
        row.getBoolean("paused"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
