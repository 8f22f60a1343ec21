package dev.heddle.postgres.catalog;

import dev.heddle.platform.catalog.CatalogStore.ActionRow;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.WorkflowRow;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Rows of {@code pack} and {@code workflow}. */
final class InstalledRows {

  static final String SAVE_PACK =
      """
      INSERT INTO pack (
        ref, label, description, version, enabled, directory, content, installed_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (ref) DO UPDATE
      SET label = excluded.label, description = excluded.description,
        version = excluded.version, enabled = pack.enabled AND excluded.enabled,
        directory = excluded.directory,
        content = excluded.content, updated_at = excluded.updated_at
      """;

  private static final String ADD_WORKFLOW =
      """
      INSERT INTO workflow (
        ref, pack, definition, dialect, label, description, version, tags, own, enabled,
        created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** A workflow keeps its switch: who replaces a file does not mean to turn it on again. */
  static final String PUT_WORKFLOW =
      ADD_WORKFLOW
          + """
          ON CONFLICT (ref) DO UPDATE
          SET pack = excluded.pack, definition = excluded.definition, dialect = excluded.dialect,
            label = excluded.label, description = excluded.description,
            version = excluded.version, tags = excluded.tags, own = excluded.own,
            updated_at = excluded.updated_at
          """;

  static final String NEW_WORKFLOW = ADD_WORKFLOW + "ON CONFLICT (ref) DO NOTHING";

  private InstalledRows() {}

  static void save(Statements statements, PackRow pack) throws SQLException {
    statements.update(
        SAVE_PACK,
        pack.ref(),
        pack.label(),
        pack.description(),
        pack.version(),
        pack.enabled(),
        pack.directory(),
        pack.content(),
        pack.installedAt(),
        pack.updatedAt());
  }

  static int save(Statements statements, String sql, WorkflowRow workflow) throws SQLException {
    return statements.update(
        sql,
        workflow.ref(),
        workflow.pack(),
        workflow.definition(),
        workflow.dialect(),
        workflow.label(),
        workflow.description(),
        workflow.version(),
        workflow.tags(),
        workflow.own(),
        workflow.enabled(),
        workflow.createdAt(),
        workflow.updatedAt());
  }

  static int add(Statements statements, ActionRow action) throws SQLException {
    return statements.update(
        """
        INSERT INTO action (ref, pack, file, document, created_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (ref) DO NOTHING
        """,
        action.ref(),
        action.pack(),
        action.file(),
        action.document(),
        action.createdAt());
  }

  static ActionRow action(ResultSet row) throws SQLException {
    return new ActionRow(
        Statements.text(row, "ref"),
        Statements.text(row, "pack"),
        Statements.text(row, "file"),
        Statements.text(row, "document"),
        Statements.instant(row, "created_at"));
  }

  static Map.Entry<String, String> config(ResultSet row) throws SQLException {
    return Map.entry(Statements.text(row, "pack"), Statements.text(row, "sealed"));
  }

  static PackRow pack(ResultSet row) throws SQLException {
    return new PackRow(
        Statements.text(row, "ref"),
        Statements.text(row, "label"),
        Statements.text(row, "description"),
        Statements.text(row, "version"),
        row.getBoolean("enabled"),
        Statements.text(row, "directory"),
        Statements.text(row, "content"),
        Statements.instant(row, "installed_at"),
        Statements.instant(row, "updated_at"));
  }

  static WorkflowRow workflow(ResultSet row) throws SQLException {
    return new WorkflowRow(
        Statements.text(row, "ref"),
        Statements.text(row, "pack"),
        row.getLong("definition"),
        Statements.text(row, "dialect"),
        Statements.text(row, "label"),
        Statements.text(row, "description"),
        Statements.text(row, "version"),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getBoolean("own"),
        row.getBoolean("enabled"),
        Statements.instant(row, "created_at"),
        Statements.instant(row, "updated_at"));
  }
}
