package dev.heddle.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.heddle.postgres.DatabaseAddress.Server;
import dev.heddle.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * An open database whose schema is up to date: a small pool of connections to the embedded server
 * or to one of your own. Thread safe.
 */
public final class Database implements AutoCloseable {
  private static final int POOL_SIZE = 8;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

  private final DatabaseAddress address;
  private final HikariDataSource pool;
  private final AutoCloseable server;

  private Database(DatabaseAddress address, HikariDataSource pool, AutoCloseable server) {
    this.address = address;
    this.pool = pool;
    this.server = server;
  }

  /**
   * Opens what the environment asks for: the server at {@code HEDDLE_DATABASE_URL}, else the
   * embedded one in {@code HEDDLE_HOME}, else the embedded one in {@code ~/.heddle}.
   *
   * @param progress told in plain words about steps that take a while
   */
  public static Database open(Map<String, String> environment, Consumer<String> progress) {
    String url = environment.getOrDefault("HEDDLE_DATABASE_URL", "");
    if (!url.isBlank()) {
      return open(DatabaseAddress.parse(url), progress);
    }
    String home = environment.getOrDefault("HEDDLE_HOME", "");
    return openEmbedded(
        home.isBlank() ? Path.of(System.getProperty("user.home"), ".heddle") : Path.of(home),
        progress);
  }

  /** Opens a database of your own: PostgreSQL 15 or newer, encoding UTF8. */
  public static Database open(DatabaseAddress address, Consumer<String> progress) {
    return open(address, () -> {}, Migrations.STANDARD, progress);
  }

  /** Opens the embedded server of a home directory, and shares it with other processes. */
  public static Database openEmbedded(Path home, Consumer<String> progress) {
    EmbeddedPostgres server = EmbeddedPostgres.open(home, progress);
    try {
      var address =
          new DatabaseAddress(
              List.of(new Server("127.0.0.1", server.port())),
              server.database(),
              server.user(),
              server.password(),
              Connections.LOCAL);
      return open(address, server, Migrations.STANDARD, progress);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  static Database open(
      DatabaseAddress address,
      AutoCloseable server,
      Migrations migrations,
      Consumer<String> progress) {
    // Not from the pool, which would retry for a second and wrap what the server said.
    try (Connection first = FirstConnection.to(address, progress)) {
      ServerRequirements.check(first, progress);
      migrations.apply(first, Connections.dedicated(address, "migration"), progress);
    } catch (SQLException e) {
      throw new DatabaseException(
          "cannot use the database %s: %s".formatted(address, e.getMessage()), e);
    }
    return new Database(address, startPool(address), server);
  }

  /** The pool. Connections are in auto-commit mode when they come from it. */
  public DataSource pool() {
    return pool;
  }

  /** A connection from the pool. */
  public Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /**
   * A connection beside the pool, without socket timeout: for LISTEN and long statements. A server
   * that does not answer the login in time is an error.
   */
  public Connection dedicatedConnection(String purpose) throws SQLException {
    return Connections.open(address, purpose);
  }

  /** Where it is, without password. */
  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void close() {
    pool.close();
    try {
      server.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new DatabaseException("could not leave the database server", e);
    }
  }

  private static HikariDataSource startPool(DatabaseAddress address) {
    var config = new HikariConfig();
    config.setPoolName("heddle");
    config.setDataSource(Connections.pooled(address));
    config.setMaximumPoolSize(POOL_SIZE);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
