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

  /** It belongs to the system, as rules of packs do. */
  private static final String PUT_QUEUE =
      """
      INSERT INTO work_queue (ref, pack, document, owner, created_at, updated_at)
      VALUES (?, ?, ?, '', ?, ?)
      ON CONFLICT (ref) DO UPDATE
      SET document = excluded.document, updated_at = excluded.updated_at, problem = NULL
      WHERE work_queue.pack = excluded.pack AND work_queue.document <> excluded.document
      """;

  private static final String BUSY =
      """
      EXISTS (SELECT FROM work_queue_item i
        WHERE i.queue = ref AND i.state IN ('queued', 'retry', 'leased'))
      """;

  private ShippedRows() {}

  /** Puts these in the place of those that came with the pack before. */
  static void put(Statements statements, PackRow pack, Shipped shipped) throws SQLException {
    remove(statements, pack.ref(), shipped.policies().stream().map(Shipped.Document::ref).toList());
    for (Shipped.Document policy : shipped.policies()) {
      statements.update(
          PUT_POLICY, policy.ref(), pack.ref(), policy.json(), pack.updatedAt(), pack.updatedAt());
    }
    leave(statements, pack, shipped.queues().stream().map(Shipped.Document::ref).toList());
    for (Shipped.Document queue : shipped.queues()) {
      statements.update(
          PUT_QUEUE, queue.ref(), pack.ref(), queue.json(), pack.updatedAt(), pack.updatedAt());
    }
  }

  /** Of the other queues those without work go; those with some are only closed. */
  private static void leave(Statements statements, PackRow pack, List<String> kept)
      throws SQLException {
    String others = "WHERE pack = ? AND ref <> ALL (?) AND ";
    statements.update("DELETE FROM work_queue " + others + "NOT " + BUSY, pack.ref(), kept);
    statements.update(
        """
        UPDATE work_queue
        SET document = (document::jsonb || '{"accepting_new_items": false}')::text, updated_at = ?
        """
            + others
            + BUSY,
        pack.updatedAt(),
        pack.ref(),
        kept);
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
