package dev.heddle.postgres.catalog;

import dev.heddle.platform.pack.install.InstallationStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Rows of {@code pack_installation}. */
public final class PostgresInstallationStore implements InstallationStore {

  private final Database database;

  public PostgresInstallationStore(Database database) {
    this.database = database;
  }

  @Override
  public void save(Installation installation) {
    String sql =
        """
        INSERT INTO pack_installation (pack, source, checksum, system, installed_by, installed_at)
        VALUES (?, ?, ?, ?, ?, ?)
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
                installation.source(),
                installation.checksum(),
                installation.system(),
                installation.by(),
                installation.at()));
  }

  @Override
  public Optional<Installation> find(String pack) {
    return Statements.inTransaction(
        database,
        "How the pack " + pack + " came here",
        statements ->
            statements.first(
                "SELECT * FROM pack_installation WHERE pack = ?",
                PostgresInstallationStore::read,
                pack));
  }

  @Override
  public List<Installation> all() {
    return Statements.inTransaction(
        database,
        "How packs came here",
        statements ->
            statements.query(
                "SELECT * FROM pack_installation ORDER BY pack", PostgresInstallationStore::read));
  }

  private static Installation read(ResultSet row) throws SQLException {
    return new Installation(
        Statements.text(row, "pack"),
        Statements.text(row, "source"),
        Statements.text(row, "checksum"),
        row.getBoolean("system"),
        Statements.text(row, "installed_by"),
        Statements.instant(row, "installed_at"));
  }
}
