package dev.heddle.postgres;

import java.sql.SQLException;

/** Counts changes, so that readers know when what they keep in memory is out of date. */
public final class Revisions {

  private final String of;

  /**
   * @param of what is counted, as table {@code revision} names it
   */
  public Revisions(String of) {
    this.of = of;
  }

  public long read(Statements statements) throws SQLException {
    return statements
        .first("SELECT number FROM revision WHERE of = ?", row -> row.getLong(1), of)
        .orElse(0L);
  }

  /** Makes a change in one transaction and counts it. */
  public <T> T change(Database database, String what, Statements.Work<T> change) {
    return Statements.inTransaction(
        database,
        what,
        statements -> {
          T changed = change.run(statements);
          grow(statements);
          return changed;
        });
  }

  /** Counts one change; the last step of a transaction, for it holds others up. */
  public void grow(Statements statements) throws SQLException {
    statements.update("UPDATE revision SET number = number + 1 WHERE of = ?", of);
  }
}
