package dev.heddle.postgres.catalog;

import dev.heddle.platform.pack.install.InstallationStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of {@code pack_installation} and {@code pack_history}. */
public final class PostgresInstallationStore implements InstallationStore {

  /** What a server of another version installed is not in the history. */
  private static final String PRESENT =
      """
      SELECT i.*, coalesce(h.version, p.version) AS version,
        coalesce(h.directory, p.directory) AS directory, h.commit_hash, h.signed_by
      FROM pack_installation i JOIN pack p ON p.ref = i.pack
        LEFT JOIN pack_history h ON h.pack = i.pack AND h.installed_at = i.installed_at
      """;

  private final Database database;

  public PostgresInstallationStore(Database database) {
    this.database = database;
  }

  @Override
  public void save(Installation installation) {
    String sql =
        """
        WITH added AS (
          INSERT INTO pack_history (
            pack, source, checksum, system, installed_by, installed_at, version, directory,
            commit_hash, signed_by)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (pack, installed_at) DO UPDATE SET checksum = excluded.checksum
          RETURNING *)
        INSERT INTO pack_installation (pack, source, checksum, system, installed_by, installed_at)
        SELECT pack, source, checksum, system, installed_by, installed_at FROM added
        ON CONFLICT (pack) DO UPDATE
        SET source = excluded.source, checksum = excluded.checksum, system = excluded.system,
          installed_by = excluded.installed_by, installed_at = excluded.installed_at
        """;
    Statements.inTransaction(
        database,
        "How the pack " + installation.pack() + " came here",
        statements ->
            statements.update(
                sql,
                installation.pack(),
                installation.source().written(),
                installation.copy().checksum(),
                installation.system(),
                installation.by(),
                installation.at(),
                installation.copy().version(),
                installation.copy().directory(),
                installation.source().commit(),
                installation.source().signedBy()));
  }

  @Override
  public Optional<Installation> find(String pack) {
    return first(pack, PRESENT + "WHERE i.pack = ?", pack);
  }

  @Override
  public String database() {
    return Statements.inTransaction(
        database,
        "Which database this is",
        statements ->
            statements
                .first(
                    """
                    SELECT to_hex(s.system_identifier) || '-' || d.oid AS name
                    FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()
                    """,
                    row -> Statements.text(row, "name"))
                .orElseThrow());
  }

  @Override
  public List<Installation> all() {
    return Statements.inTransaction(
        database,
        "How packs came here",
        statements ->
            statements.query(PRESENT + "ORDER BY i.pack", PostgresInstallationStore::read));
  }

  @Override
  public Optional<Installation> ofFile(String pack, String file, Instant before) {
    String sql =
        """
        SELECT * FROM pack_history WHERE pack = ? AND starts_with(?, directory || '/')
        ORDER BY installed_at <= ? DESC, installed_at DESC LIMIT 1
        """;
    return first(pack, sql, pack, file, before);
  }

  @Override
  public Optional<Installation> at(String pack, Instant moment) {
    String sql =
        """
        SELECT * FROM pack_history
        WHERE pack = ? AND installed_at <= ? AND coalesce(removed_at > ?, true)
        ORDER BY installed_at DESC LIMIT 1
        """;
    return first(pack, sql, pack, moment, moment);
  }

  private Optional<Installation> first(String pack, String sql, Object... values) {
    return Statements.inTransaction(
        database,
        "How the pack " + pack + " came here",
        statements -> statements.first(sql, PostgresInstallationStore::read, values));
  }

  private static Installation read(ResultSet row) throws SQLException {
    return new Installation(
        Statements.text(row, "pack"),
        new Source(
            Statements.text(row, "source"),
            row.getString("commit_hash"),
            row.getString("signed_by")),
        new Copy(
            Statements.text(row, "version"),
            Statements.text(row, "directory"),
            Statements.text(row, "checksum")),
        row.getBoolean("system"),
        Statements.text(row, "installed_by"),
        Statements.instant(row, "installed_at"));
  }
}
