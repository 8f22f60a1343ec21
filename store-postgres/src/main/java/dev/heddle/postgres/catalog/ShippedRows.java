package dev.heddle.postgres.catalog;

import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.Shipped;
import dev.heddle.postgres.Revisions;
import dev.heddle.postgres.Statements;
import java.sql.SQLException;
import java.util.List;

/** What comes with packs and stands in tables of its own. */
final class ShippedRows {

  private static final Revisions POLICIES = new Revisions("policies");

  /** What people set under a ref before stays. */
  private static final String PUT_POLICY =
      """
      INSERT INTO policy (ref, pack, document, created_at, updated_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (ref) DO UPDATE
      SET document = excluded.document, updated_at = excluded.updated_at
      WHERE policy.pack = excluded.pack AND policy.document <> excluded.document
      """;

  private ShippedRows() {}

  /** Puts these in the place of those that came with the pack before. */
  static void put(Statements statements, PackRow pack, Shipped shipped) throws SQLException {
    remove(statements, pack.ref(), shipped.policies().stream().map(Shipped.Document::ref).toList());
    for (Shipped.Document policy : shipped.policies()) {
      statements.update(
          PUT_POLICY, policy.ref(), pack.ref(), policy.json(), pack.updatedAt(), pack.updatedAt());
    }
  }

  /** Removes what came with a pack, and what was counted under it, but for some. */
  static void remove(Statements statements, String pack, List<String> kept) throws SQLException {
    String gone = "SELECT ref FROM policy WHERE pack = ? AND ref <> ALL (?)";
    for (String table : List.of("policy_admission", "policy_total")) {
      statements.update("DELETE FROM " + table + " WHERE policy IN (" + gone + ")", pack, kept);
    }
    statements.update("DELETE FROM policy WHERE pack = ? AND ref <> ALL (?)", pack, kept);
    POLICIES.grow(statements);
  }
}
