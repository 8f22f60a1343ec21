package dev.heddle.postgres.event;

import dev.heddle.platform.message.ConsumerStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Consumers as rows; the database's clock is the one for all servers. */
public final class PostgresConsumerStore implements ConsumerStore {

  private static final String HOLD =
      """
      INSERT INTO message_consumer (trigger, holder, until, state, reason, since)
      VALUES (?, ?, now() + ? * interval '1 millisecond', 'connecting', '', now())
      ON CONFLICT (trigger) DO UPDATE SET holder = excluded.holder, until = excluded.until
      WHERE message_consumer.holder = excluded.holder OR message_consumer.until < now()
      """;

  private static final String RELEASE =
      """
      UPDATE message_consumer
      SET until = now() - interval '1 second', state = 'off', reason = ?, since = ?, retry_at = NULL
      WHERE trigger = ? AND holder = ?
      """;

  private static final String REPORT =
      """
      UPDATE message_consumer
      SET state = ?, reason = ?, since = ?, retry_at = ?, taken = taken + ?, refused = refused + ?,
        refusal = coalesce(?, refusal), refused_at = coalesce(?, refused_at)
      WHERE trigger = ? AND holder = ?
      """;

  private final Database database;

  public PostgresConsumerStore(Database database) {
    this.database = database;
  }

  private boolean changed(String trigger, String sql, @Nullable Object... values) {
    return Statements.inTransaction(
        database, "Consumer of " + trigger, statements -> statements.update(sql, values) > 0);
  }

  @Override
  public boolean hold(String trigger, String holder, Duration life) {
    return changed(trigger, HOLD, trigger, holder, life.toMillis());
  }

  @Override
  public void release(String trigger, String holder, String reason, Instant now) {
    changed(trigger, RELEASE, reason, now, trigger, holder);
  }

  @Override
  public void report(String trigger, String holder, Progress progress) {
    Refused refusal = progress.refusal();
    changed(
        trigger,
        REPORT,
        progress.state().label(),
        progress.reason(),
        progress.since(),
        progress.retryAt(),
        progress.taken(),
        progress.refused(),
        refusal == null ? null : refusal.reason(),
        refusal == null ? null : refusal.at(),
        trigger,
        holder);
  }

  @Override
  public Optional<Standing> standing(String trigger) {
    return Statements.inTransaction(
        database,
        "Consumer of " + trigger,
        statements ->
            statements.first(
                "SELECT *, until > now() AS held FROM message_consumer WHERE trigger = ?",
                PostgresConsumerStore::standing,
                trigger));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    OffsetDateTime retryAt = row.getObject("retry_at", OffsetDateTime.class);
    String refusal = row.getString("refusal");
    return new Standing(
        row.getBoolean("held"),
        State.valueOf(Statements.text(row, "state").toUpperCase(Locale.ROOT)),
        Statements.text(row, "reason"),
        Statements.instant(row, "since"),
        retryAt == null ? null : retryAt.toInstant(),
        row.getLong("taken"),
        row.getLong("refused"),
        refusal == null ? null : new Refused(refusal, Statements.instant(row, "refused_at")));
  }
}
