package dev.heddle.postgres.catalog;

import dev.heddle.platform.catalog.CatalogStore.Definition;
import dev.heddle.platform.catalog.CatalogStore.File;
import dev.heddle.platform.catalog.CatalogStore.Saved;
import dev.heddle.platform.catalog.CatalogStore.Stored;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code bundle} and {@code workflow_definition}; they are only ever added. */
final class DefinitionRows {

  private static final String SAVE_BUNDLE =
      """
      WITH added AS (
        INSERT INTO bundle (checksum, content) VALUES (?, ?)
        ON CONFLICT (checksum) DO NOTHING RETURNING id)
      SELECT id FROM added UNION ALL SELECT id FROM bundle WHERE checksum = ?
      """;

  private static final String SAVE =
      """
      INSERT INTO workflow_definition (
        bundle, checksum, ref, version, dialect, label, text_name, text, head_name, head, document)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (bundle, checksum) DO NOTHING
      """;

  private static final String FIND =
      "SELECT id, checksum, created_at FROM workflow_definition"
          + " WHERE bundle = ? AND checksum = ANY (?)";

  private DefinitionRows() {}

  static Optional<Long> saveBundle(Statements statements, String checksum, String content)
      throws SQLException {
    return statements.first(SAVE_BUNDLE, row -> row.getLong(1), checksum, content, checksum);
  }

  /** Asks before it writes: most of the time everything is stored already. */
  static Map<String, Saved> save(Statements statements, long bundle, List<Definition> definitions)
      throws SQLException {
    List<String> checksums = definitions.stream().map(Definition::checksum).toList();
    Map<String, Saved> saved = find(statements, bundle, checksums);
    if (saved.keySet().containsAll(checksums)) {
      return saved;
    }
    for (Definition definition : definitions) {
      if (!saved.containsKey(definition.checksum())) {
        insert(statements, bundle, definition);
      }
    }
    return find(statements, bundle, checksums);
  }

  private static void insert(Statements statements, long bundle, Definition definition)
      throws SQLException {
    File head = definition.head();
    statements.update(
        SAVE,
        bundle,
        definition.checksum(),
        definition.ref(),
        definition.version(),
        definition.dialect(),
        definition.label(),
        definition.text().name(),
        definition.text().text(),
        head == null ? null : head.name(),
        head == null ? null : head.text(),
        definition.document());
  }

  static Map<String, Saved> find(Statements statements, long bundle, Collection<String> checksums)
      throws SQLException {
    Map<String, Saved> found = new HashMap<>();
    statements.query(
        FIND,
        row ->
            found.put(
                Statements.text(row, "checksum"),
                new Saved(row.getLong("id"), Statements.instant(row, "created_at"))),
        bundle,
        List.copyOf(checksums));
    return found;
  }

  static Stored read(ResultSet row) throws SQLException {
    @Nullable String headName = row.getString("head_name");
    return new Stored(
        row.getLong("id"),
        row.getLong("bundle"),
        Statements.instant(row, "created_at"),
        new Definition(
            Statements.text(row, "ref"),
            Statements.text(row, "version"),
            Statements.text(row, "dialect"),
            Statements.text(row, "label"),
            new File(Statements.text(row, "text_name"), Statements.text(row, "text")),
            headName == null ? null : new File(headName, Statements.text(row, "head")),
            Statements.text(row, "document"),
            Statements.text(row, "checksum")));
  }
}
