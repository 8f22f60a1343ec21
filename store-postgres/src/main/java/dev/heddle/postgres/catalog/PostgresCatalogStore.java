package dev.heddle.postgres.catalog;

import dev.heddle.platform.catalog.CatalogStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Revisions;
import dev.heddle.postgres.Statements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Definitions, packs and workflows as rows. */
public final class PostgresCatalogStore implements CatalogStore {

  private final Database database;
  private final Revisions revisions = new Revisions("catalog");

  public PostgresCatalogStore(Database database) {
    this.database = database;
  }

  @Override
  public long saveBundle(String checksum, String content) {
    return Statements.inTransaction(
        database,
        "The set of packs",
        statements -> {
          Optional<Long> id = DefinitionRows.saveBundle(statements, checksum, content);
          // Empty if another process added it after this statement began to look.
          return id.isPresent()
              ? id.get()
              : DefinitionRows.saveBundle(statements, checksum, content).orElseThrow();
        });
  }

  @Override
  public Optional<String> bundle(long id) {
    return Statements.inTransaction(
        database,
        "Set of packs " + id,
        statements ->
            statements.first(
                "SELECT content FROM bundle WHERE id = ?",
                row -> Statements.text(row, "content"),
                id));
  }

  @Override
  public List<Saved> saveDefinitions(long bundle, List<Definition> definitions) {
    if (definitions.isEmpty()) {
      return List.of();
    }
    return Statements.inTransaction(
        database,
        definitions.size() + " definitions",
        statements -> {
          Map<String, Saved> saved = DefinitionRows.save(statements, bundle, definitions);
          List<Saved> inOrder = new ArrayList<>();
          for (Definition definition : definitions) {
            Saved each = saved.get(definition.checksum());
            if (each == null) {
              throw new SQLException("definition " + definition.ref() + " was not stored");
            }
            inOrder.add(each);
          }
          return inOrder;
        });
  }

  @Override
  public Optional<Stored> definition(long id) {
    return Statements.inTransaction(
        database,
        "Definition " + id,
        statements ->
            statements.first(
                "SELECT * FROM workflow_definition WHERE id = ?", DefinitionRows::read, id));
  }

  @Override
  public List<Version> versions(String ref, int limit) {
    return Statements.inTransaction(
        database,
        "The versions of " + ref,
        statements ->
            statements.query(
                "SELECT id, version, dialect, label, created_at FROM workflow_definition"
                    + " WHERE ref = ? AND bundle = ? AND checksum NOT LIKE 'draft %'"
                    + " ORDER BY id DESC LIMIT ?",
                row ->
                    new Version(
                        row.getLong("id"),
                        Statements.text(row, "version"),
                        Statements.text(row, "dialect"),
                        Statements.text(row, "label"),
                        Statements.instant(row, "created_at")),
                ref,
                LIVE,
                limit));
  }

  @Override
  public Map<String, Long> definitions(long bundle, Collection<String> checksums) {
    return Statements.inTransaction(
        database,
        "The definitions of set " + bundle,
        statements -> {
          Map<String, Long> ids = new HashMap<>();
          DefinitionRows.find(statements, bundle, checksums)
              .forEach((checksum, saved) -> ids.put(checksum, saved.id()));
          return ids;
        });
  }

  @Override
  public Installed installed() {
    return Statements.inTransaction(
        database,
        "What is installed",
        statements -> {
          statements.update("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          return new Installed(
              revisions.read(statements),
              statements.query("SELECT * FROM pack ORDER BY ref", InstalledRows::pack),
              statements.query("SELECT * FROM workflow ORDER BY ref", InstalledRows::workflow),
              statements.query("SELECT * FROM action ORDER BY ref", InstalledRows::action),
              statements
                  .query("SELECT pack, sealed FROM pack_config", InstalledRows::config)
                  .stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        });
  }

  @Override
  public long revision() {
    return Statements.inTransaction(database, "What is installed", revisions::read);
  }

  @Override
  public void savePack(PackRow pack, List<WorkflowRow> workflows, Shipped shipped) {
    List<String> refs = workflows.stream().map(WorkflowRow::ref).toList();
    change(
        "Pack " + pack.ref(),
        statements -> {
          InstalledRows.save(statements, pack);
          statements.update(
              "DELETE FROM workflow WHERE pack = ? AND NOT own AND ref <> ALL (?)",
              pack.ref(),
              refs);
          for (WorkflowRow workflow : workflows) {
            InstalledRows.save(statements, InstalledRows.PUT_WORKFLOW, workflow);
          }
          ShippedRows.put(statements, pack, shipped);
          return 1;
        });
  }

  @Override
  public boolean deletePack(String ref) {
    return change(
        "Pack " + ref,
        statements -> {
          ShippedRows.remove(statements, ref, List.of());
          statements.update(
              "UPDATE pack_history SET removed_at = now() WHERE pack = ? AND removed_at IS NULL",
              ref);
          return statements.update("DELETE FROM pack WHERE ref = ?", ref);
        });
  }

  @Override
  public boolean enablePack(String ref, boolean enabled) {
    return change(
        "Pack " + ref,
        statements ->
            statements.update(
                "UPDATE pack SET enabled = ?, updated_at = now() WHERE ref = ?", enabled, ref));
  }

  @Override
  public boolean changeConfig(String pack, UnaryOperator<String> change) {
    return change(
        "The configuration of the pack " + pack,
        statements -> {
          boolean known =
              statements
                  .first("SELECT 1 FROM pack WHERE ref = ? FOR UPDATE", row -> row.getInt(1), pack)
                  .isPresent();
          if (!known) {
            return 0;
          }
          String sealed =
              statements
                  .first(
                      "SELECT sealed FROM pack_config WHERE pack = ?",
                      row -> Statements.text(row, "sealed"),
                      pack)
                  .orElse("");
          return statements.update(
              """
              INSERT INTO pack_config (pack, sealed) VALUES (?, ?)
              ON CONFLICT (pack) DO UPDATE SET sealed = excluded.sealed
              """,
              pack,
              change.apply(sealed));
        });
  }

  @Override
  public boolean addWorkflow(WorkflowRow workflow) {
    return change(
        "Workflow " + workflow.ref(),
        statements -> InstalledRows.save(statements, InstalledRows.NEW_WORKFLOW, workflow));
  }

  @Override
  public boolean replaceWorkflow(WorkflowRow workflow) {
    return change(
        "Workflow " + workflow.ref(),
        statements -> {
          boolean known =
              statements
                  .first(
                      "SELECT 1 FROM workflow WHERE ref = ? FOR UPDATE",
                      row -> row.getInt(1),
                      workflow.ref())
                  .isPresent();
          return known ? InstalledRows.save(statements, InstalledRows.PUT_WORKFLOW, workflow) : 0;
        });
  }

  @Override
  public boolean deleteWorkflow(String ref) {
    return change(
        "Workflow " + ref,
        statements -> statements.update("DELETE FROM workflow WHERE ref = ?", ref));
  }

  @Override
  public boolean enableWorkflow(String ref, boolean enabled) {
    return change(
        "Workflow " + ref,
        statements ->
            statements.update(
                "UPDATE workflow SET enabled = ?, updated_at = now() WHERE ref = ?", enabled, ref));
  }

  @Override
  public boolean addAction(ActionRow action) {
    return change("Action " + action.ref(), statements -> InstalledRows.add(statements, action));
  }

  @Override
  public boolean deleteAction(String ref) {
    return change(
        "Action " + ref, statements -> statements.update("DELETE FROM action WHERE ref = ?", ref));
  }

  /** A change that readers elsewhere must hear of; whether it changed a row. */
  private boolean change(String what, Statements.Work<Integer> work) {
    return Statements.inTransaction(
        database,
        what,
        statements -> {
          int changed = work.run(statements);
          revisions.grow(statements);
          return changed > 0;
        });
  }
}
