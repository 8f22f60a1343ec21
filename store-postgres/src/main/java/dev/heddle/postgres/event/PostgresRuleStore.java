package dev.heddle.postgres.event;

import dev.heddle.platform.event.RuleStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Revisions;
import dev.heddle.postgres.Statements;
import java.util.List;

/** Rules made by the API, and switches of those of packs, as rows. */
public final class PostgresRuleStore implements RuleStore {

  private final Database database;
  private final Revisions revisions = new Revisions("rules");

  public PostgresRuleStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Row> all() {
    return Statements.inTransaction(
        database,
        "The rules",
        statements ->
            statements.query(
                "SELECT * FROM rule ORDER BY ref",
                row ->
                    new Row(
                        Statements.text(row, "ref"),
                        row.getString("document"),
                        row.getObject("enabled", Boolean.class),
                        Statements.text(row, "owner"),
                        Statements.instant(row, "created_at"),
                        Statements.instant(row, "updated_at"))));
  }

  @Override
  public void save(Row row) {
    revisions.change(
        database,
        "Rule " + row.ref(),
        statements ->
            statements.update(
                """
                INSERT INTO rule (ref, document, enabled, owner, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (ref) DO UPDATE
                SET document = excluded.document, enabled = excluded.enabled,
                  owner = excluded.owner, updated_at = excluded.updated_at
                """,
                row.ref(),
                row.document(),
                row.enabled(),
                row.owner(),
                row.createdAt(),
                row.updatedAt()));
  }

  @Override
  public boolean delete(String ref) {
    return revisions.change(
        database,
        "Rule " + ref,
        statements -> {
          int deleted = statements.update("DELETE FROM rule WHERE ref = ?", ref);
          statements.update("DELETE FROM timer WHERE rule = ?", ref);
          return deleted > 0;
        });
  }

  @Override
  public long revision() {
    return Statements.inTransaction(database, "The rules", revisions::read);
  }
}
