package dev.heddle.postgres.policy;

import dev.heddle.platform.policies.PolicyStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Revisions;
import dev.heddle.postgres.Statements;
import java.util.List;

/** Policies as rows of {@code policy}. */
public final class PostgresPolicyStore implements PolicyStore {

  private static final String SAVE =
      """
      INSERT INTO policy (ref, pack, document, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (ref) DO UPDATE
      SET pack = excluded.pack, document = excluded.document, updated_at = excluded.updated_at
      """;

  private final Database database;
  private final Revisions revisions = new Revisions("policies");

  public PostgresPolicyStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Row> all() {
    return Statements.inTransaction(
        database,
        "The policies",
        statements ->
            statements.query(
                "SELECT * FROM policy ORDER BY ref",
                row ->
                    new Row(
                        Statements.text(row, "ref"),
                        row.getString("pack"),
                        Statements.text(row, "document"),
                        Statements.instant(row, "created_at"),
                        Statements.instant(row, "updated_at"))));
  }

  @Override
  public void save(Row row) {
    revisions.change(
        database,
        "Policy " + row.ref(),
        statements ->
            statements.update(
                SAVE, row.ref(), row.pack(), row.document(), row.createdAt(), row.updatedAt()));
  }

  @Override
  public boolean delete(String ref) {
    return revisions.change(
        database,
        "Policy " + ref,
        statements -> {
          boolean deleted = statements.update("DELETE FROM policy WHERE ref = ?", ref) > 0;
          statements.update("DELETE FROM policy_admission WHERE policy = ?", ref);
          statements.update("DELETE FROM policy_total WHERE policy = ?", ref);
          return deleted;
        });
  }

  @Override
  public long revision() {
    return Statements.inTransaction(database, "The policies", revisions::read);
  }
}
