package dev.heddle.postgres.event;

import dev.heddle.platform.event.WebhookStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Revisions;
import dev.heddle.postgres.Statements;
import dev.heddle.values.Json;
import dev.heddle.values.SecretSeal;
import dev.heddle.values.SecretValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Webhooks as rows; secrets are sealed. */
public final class PostgresWebhookStore implements WebhookStore {

  private final Database database;
  private final SecretSeal seal;
  private final Revisions revisions = new Revisions("webhooks");

  public PostgresWebhookStore(Database database, SecretSeal seal) {
    this.database = database;
    this.seal = seal;
  }

  @Override
  public List<Webhook> all() {
    return Statements.inTransaction(
        database,
        "The webhooks",
        statements ->
            statements.query("SELECT * FROM trigger_webhook ORDER BY trigger", this::webhook));
  }

  private Webhook webhook(ResultSet row) throws SQLException {
    @Nullable String secret = row.getString("secret");
    return new Webhook(
        Statements.text(row, "trigger"),
        Statements.text(row, "key_hash"),
        secret == null ? null : (SecretValue) Json.readSealed(secret, seal),
        row.getBoolean("enabled"),
        List.of((String[]) row.getArray("addresses").getArray()),
        row.getObject("per_minute", Integer.class),
        Statements.instant(row, "created_at"),
        Statements.instant(row, "updated_at"));
  }

  @Override
  public void save(Webhook webhook) {
    revisions.change(
        database,
        "Webhook of " + webhook.trigger(),
        statements -> {
          SecretValue secret = webhook.secret();
          int saved =
              statements.update(
                  """
                  INSERT INTO trigger_webhook (
                    trigger, key_hash, secret, enabled, addresses, per_minute, created_at,
                    updated_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                  ON CONFLICT (trigger) DO UPDATE
                  SET key_hash = excluded.key_hash, secret = excluded.secret,
                    enabled = excluded.enabled, addresses = excluded.addresses,
                    per_minute = excluded.per_minute, updated_at = excluded.updated_at
                  """,
                  webhook.trigger(),
                  webhook.keyHash(),
                  secret == null ? null : Json.writeSealed(secret, seal),
                  webhook.enabled(),
                  webhook.networks(),
                  webhook.perMinute(),
                  webhook.createdAt(),
                  webhook.updatedAt());
          return saved;
        });
  }

  @Override
  public long revision() {
    return Statements.inTransaction(database, "The webhooks", revisions::read);
  }
}
