package dev.heddle.postgres.access;

import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.IdentityStore;
import dev.heddle.platform.access.PermissionSet;
import dev.heddle.platform.access.Token;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Revisions;
import dev.heddle.postgres.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Identities and permission sets as rows. */
public final class PostgresIdentityStore implements IdentityStore {

  private static final String ADD =
      """
      INSERT INTO identity (id, kind, login, display_name, disabled, roles, groups, external,
        created_at, updated_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static final String WHAT = "The identities and permission sets";

  private final Database database;
  private final Revisions revisions = new Revisions("access");

  public PostgresIdentityStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Identity identity) {
    return change(statements -> insert(statements, identity) ? 1 : 0);
  }

  private static boolean insert(Statements statements, Identity identity) throws SQLException {
    return statements.update(
            ADD,
            identity.id(),
            identity.kind().label(),
            identity.login(),
            identity.displayName(),
            identity.disabled(),
            sorted(identity.roles()),
            sorted(identity.groups()),
            identity.external(),
            identity.createdAt(),
            identity.updatedAt())
        == 1;
  }

  private static List<String> sorted(java.util.Set<String> texts) {
    return texts.stream().sorted().toList();
  }

  @Override
  public boolean addFirst(Identity identity, Token token, String hash) {
    return change(statements -> {
      // Whoever comes second waits here and then sees the first.
      statements.update("LOCK TABLE identity IN EXCLUSIVE MODE");
      boolean first =
          statements.first("SELECT 1 FROM identity LIMIT 1", row -> row.getInt(1)).isEmpty();
      boolean added =
          first
              && insert(statements, identity)
              && PostgresTokenStore.insert(statements, token, hash);
      return added ? 1 : 0;
    });
  }

  @Override
  public boolean replace(Identity identity) {
    return change(statements ->
        statements.update(
            """
            UPDATE identity SET display_name = ?, disabled = ?, roles = ?, groups = ?,
              external = ?, updated_at = ?
            WHERE id = ?
            """,
            identity.displayName(),
            identity.disabled(),
            sorted(identity.roles()),
            sorted(identity.groups()),
            identity.external(),
            identity.updatedAt(),
            identity.id()));
  }

  @Override
  public boolean delete(String id) {
    return change(statements ->
        statements.update(
            """
            WITH gone AS (DELETE FROM identity WHERE id = ? RETURNING login)
            INSERT INTO former_identity (login) SELECT login FROM gone
            ON CONFLICT (login) DO UPDATE SET login = excluded.login
            """,
            id));
  }

  @Override
  public boolean wasIdentity(String login) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements
                .first("SELECT 1 FROM former_identity WHERE login = ?", row -> row.getInt(1), login)
                .isPresent());
  }

  @Override
  public List<Identity> identities() {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.query(
                "SELECT * FROM identity ORDER BY login", row -> AccessRows.identity(row, "")));
  }

  @Override
  public Optional<Identity> identity(String idOrLogin) {
    return one("SELECT * FROM identity WHERE login = ? OR id = ? LIMIT 1", idOrLogin, idOrLogin);
  }

  @Override
  public Optional<Identity> ofProvider(String external) {
    return one("SELECT * FROM identity WHERE external = ?", external);
  }

  private Optional<Identity> one(String sql, String... values) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.first(sql, row -> AccessRows.identity(row, ""), (Object[]) values));
  }

  @Override
  public Optional<String> password(String id) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.first(
                "SELECT password FROM identity WHERE id = ? AND password IS NOT NULL",
                row -> Statements.text(row, "password"),
                id));
  }

  @Override
  public void setPassword(String id, String hash) {
    Statements.inTransaction(
        database,
        WHAT,
        statements -> statements.update("UPDATE identity SET password = ? WHERE id = ?", hash, id));
  }

  @Override
  public List<PermissionSet> sets() {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.query("SELECT * FROM permission_set ORDER BY ref", AccessRows::set));
  }

  @Override
  public boolean add(PermissionSet set) {
    return change(statements ->
        statements.update(
            """
            INSERT INTO permission_set (ref, label, description, grants)
            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            set.ref(),
            set.label(),
            set.description(),
            AccessRows.text(set.grants())));
  }

  @Override
  public boolean replace(PermissionSet set) {
    return change(statements ->
        statements.update(
            "UPDATE permission_set SET label = ?, description = ?, grants = ? WHERE ref = ?",
            set.label(),
            set.description(),
            AccessRows.text(set.grants()),
            set.ref()));
  }

  @Override
  public boolean deleteSet(String ref) {
    return change(statements -> {
      statements.update(
          "UPDATE identity SET roles = array_remove(roles, ?) WHERE ? = ANY (roles)", ref, ref);
      return statements.update("DELETE FROM permission_set WHERE ref = ?", ref);
    });
  }

  private boolean change(Statements.Work<Integer> work) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements -> {
          int changed = work.run(statements);
          revisions.grow(statements);
          return changed > 0;
        });
  }

  @Override
  public long revision() {
    return Statements.inTransaction(database, WHAT, revisions::read);
  }
}
