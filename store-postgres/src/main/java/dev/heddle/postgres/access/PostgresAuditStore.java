package dev.heddle.postgres.access;

import dev.heddle.platform.audit.AuditEntry;
import dev.heddle.platform.audit.AuditStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** The audit log as rows; the row of its head is what writers wait for. */
public final class PostgresAuditStore implements AuditStore {

  private static final String WHAT = "The audit log";

  private final Database database;

  public PostgresAuditStore(Database database) {
    this.database = database;
  }

  @Override
  public void append(Function<Head, List<AuditEntry>> next) {
    Statements.inTransaction(
        database,
        WHAT,
        statements -> {
          Head head =
              statements
                  .first("SELECT number, hash FROM audit_head FOR UPDATE", PostgresAuditStore::head)
                  .orElseThrow(() -> new SQLException("the row of its end is gone"));
          List<AuditEntry> entries = next.apply(head);
          for (AuditEntry entry : entries) {
            insert(statements, entry);
          }
          AuditEntry last = entries.getLast();
          return statements.update(
              "UPDATE audit_head SET number = ?, hash = ?", last.number(), last.hash());
        });
  }

  private static void insert(Statements statements, AuditEntry entry) throws SQLException {
    AuditEntry.Deed deed = entry.deed();
    statements.update(
        """
        INSERT INTO audit_log (number, at, actor, kind, credential, operation, target, outcome,
          request, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        entry.number(),
        entry.at(),
        deed.actor(),
        deed.kind(),
        deed.credential(),
        deed.operation(),
        deed.target(),
        deed.outcome(),
        deed.request(),
        entry.hash());
  }

  @Override
  public Head head() {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements
                .first("SELECT number, hash FROM audit_head", PostgresAuditStore::head)
                .orElse(new Head(0, "")));
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(row.getLong("number"), Statements.text(row, "hash"));
  }

  @Override
  public List<AuditEntry> after(long number, int limit) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.query(
                "SELECT * FROM audit_log WHERE number > ? ORDER BY number LIMIT ?",
                PostgresAuditStore::entry,
                number,
                limit));
  }

  @Override
  public List<AuditEntry> before(long number, Filter filter, int limit) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.query(
                """
                SELECT * FROM audit_log
                WHERE number < ? AND (?::text IS NULL OR actor = ?)
                  AND (?::text IS NULL OR operation = ?)
                ORDER BY number DESC LIMIT ?
                """,
                PostgresAuditStore::entry,
                number,
                filter.actor(),
                filter.actor(),
                filter.operation(),
                filter.operation(),
                limit));
  }

  private static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("number"),
        Statements.instant(row, "at"),
        new AuditEntry.Deed(
            Statements.text(row, "actor"),
            Statements.text(row, "kind"),
            Statements.text(row, "credential"),
            Statements.text(row, "operation"),
            Statements.text(row, "target"),
            Statements.text(row, "outcome"),
            Statements.text(row, "request")),
        Statements.text(row, "hash"));
  }
}
