package dev.heddle.postgres.keys;

import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.keys.KeyStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Revisions;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Keys as rows of {@code kv_key}. */
public final class PostgresKeyStore implements KeyStore {

  private static final String SAVE =
      """
      INSERT INTO kv_key (owner_type, owner, ref, name, secret, sealed, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (owner_type, owner, ref) DO UPDATE
      SET name = excluded.name, secret = excluded.secret, sealed = excluded.sealed,
        updated_at = excluded.updated_at
      """;

  private final Database database;
  private final Revisions revisions = new Revisions("keys");

  public PostgresKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Row> all() {
    return Statements.inTransaction(
        database,
        "The keys",
        statements -> statements.query("SELECT * FROM kv_key", PostgresKeyStore::row));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new KeyOwner(
            KeyOwner.Type.of(Statements.text(row, "owner_type")), Statements.text(row, "owner")),
        Statements.text(row, "ref"),
        Statements.text(row, "name"),
        row.getBoolean("secret"),
        Statements.text(row, "sealed"),
        Statements.instant(row, "created_at"),
        Statements.instant(row, "updated_at"));
  }

  @Override
  public void save(Row row) {
    revisions.change(
        database,
        "Key " + row.ref(),
        statements ->
            statements.update(
                SAVE,
                row.owner().type().label(),
                row.owner().name(),
                row.ref(),
                row.name(),
                row.secret(),
                row.sealed(),
                row.createdAt(),
                row.updatedAt()));
  }

  @Override
  public boolean delete(KeyOwner owner, String ref) {
    return revisions.change(
        database,
        "Key " + ref,
        statements -> {
          int deleted =
              statements.update(
                  "DELETE FROM kv_key WHERE owner_type = ? AND owner = ? AND ref = ?",
                  owner.type().label(),
                  owner.name(),
                  ref);
          return deleted > 0;
        });
  }

  @Override
  public long revision() {
    return Statements.inTransaction(database, "The keys", revisions::read);
  }
}
