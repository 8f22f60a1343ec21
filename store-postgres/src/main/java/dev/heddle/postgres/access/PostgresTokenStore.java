package dev.heddle.postgres.access;

import dev.heddle.platform.access.Identity;
import dev.heddle.platform.access.Token;
import dev.heddle.platform.access.TokenStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tokens, sessions and failed logins as rows. */
public final class PostgresTokenStore implements TokenStore {

  /** One statement for all a request needs to know of its caller. */
  private static final String PROOF =
      """
      SELECT t.*, i.id AS i_id, i.kind AS i_kind, i.login AS i_login,
        i.display_name AS i_display_name, i.disabled AS i_disabled, i.roles AS i_roles,
        i.groups AS i_groups, i.external AS i_external, i.created_at AS i_created_at,
        i.updated_at AS i_updated_at,
        (SELECT number FROM revision WHERE of = 'access') AS revision
      FROM access_token t LEFT JOIN identity i ON i.id = t.identity
      """;

  private static final String WHAT = "The tokens";

  private final Database database;

  public PostgresTokenStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(Token token, String hash) {
    Statements.inTransaction(database, WHAT, statements -> insert(statements, token, hash));
  }

  @Override
  public void addSession(Token session, String hash, Token beganWith) {
    Statements.inTransaction(
        database,
        WHAT,
        statements -> {
          insert(statements, session, hash);
          return statements.update(
              "UPDATE access_token SET made_from = ? WHERE id = ?", beganWith.id(), session.id());
        });
  }

  static boolean insert(Statements statements, Token token, String hash) throws SQLException {
    return statements.update(
            """
            INSERT INTO access_token (id, kind, identity, name, grants, hash, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            token.id(),
            token.kind().label(),
            token.identity(),
            token.name(),
            token.grants() == null ? null : AccessRows.text(token.grants()),
            hash,
            token.createdAt(),
            token.expiresAt())
        == 1;
  }

  @Override
  public Optional<Proof> byHash(String hash) {
    return proof("t.hash = ?", hash);
  }

  @Override
  public Optional<Proof> byId(String id) {
    return proof("t.id = ?", id);
  }

  private Optional<Proof> proof(String condition, String value) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.first(PROOF + " WHERE " + condition, PostgresTokenStore::readProof, value));
  }

  private static Proof readProof(ResultSet row) throws SQLException {
    Identity identity = row.getString("i_id") == null ? null : AccessRows.identity(row, "i_");
    return new Proof(AccessRows.token(row), identity, row.getLong("revision"));
  }

  @Override
  public List<Token> tokens(String identity) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.query(
                """
                SELECT * FROM access_token WHERE identity = ? AND kind <> 'session'
                ORDER BY created_at DESC, id
                """,
                AccessRows::token,
                identity));
  }

  @Override
  public boolean revoke(String id) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements -> statements.update("DELETE FROM access_token WHERE id = ?", id) == 1);
  }

  @Override
  public void revokeAll(String identity, Set<Token.Kind> kinds) {
    Statements.inTransaction(
        database,
        WHAT,
        statements ->
            statements.update(
                "DELETE FROM access_token WHERE identity = ? AND kind = ANY (?)",
                identity,
                kinds.stream().map(Token.Kind::label).toList()));
  }

  @Override
  public Optional<Rotation> rotate(String hash, String nextHash, Instant now, Instant expiresAt) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements -> {
          int changed =
              statements.update(
                  """
                  UPDATE access_token SET former_hash = hash, hash = ?, expires_at = ?
                  WHERE hash = ? AND kind = 'session' AND expires_at > ? AND made_from IS NULL
                  """,
                  nextHash,
                  expiresAt,
                  hash,
                  now);
          return statements.first(
              "SELECT * FROM access_token WHERE former_hash = ?",
              row -> new Rotation(AccessRows.token(row), changed == 0),
              hash);
        });
  }

  @Override
  public int countFailure(String key, Instant since, Instant now) {
    return Statements.inTransaction(
        database,
        WHAT,
        statements -> {
          statements.update("DELETE FROM login_failure WHERE at < ?", since);
          statements.update("INSERT INTO login_failure (key, at) VALUES (?, ?)", key, now);
          return count(statements, key, since);
        });
  }

  @Override
  public int failures(String key, Instant since) {
    return Statements.inTransaction(database, WHAT, statements -> count(statements, key, since));
  }

  private static int count(Statements statements, String key, Instant since) throws SQLException {
    return statements
        .first(
            "SELECT count(*) FROM login_failure WHERE key = ? AND at >= ?",
            row -> row.getInt(1),
            key,
            since)
        .orElse(0);
  }

  @Override
  public void forgetFailures(String key) {
    Statements.inTransaction(
        database,
        WHAT,
        statements -> statements.update("DELETE FROM login_failure WHERE key = ?", key));
  }

  @Override
  public void clean(Instant now) {
    Statements.inTransaction(
        database,
        WHAT,
        statements -> statements.update("DELETE FROM access_token WHERE expires_at < ?", now));
  }
}
