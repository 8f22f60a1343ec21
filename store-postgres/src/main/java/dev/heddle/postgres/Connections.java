package dev.heddle.postgres;

import dev.heddle.postgres.DatabaseAddress.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** How the driver connects. */
final class Connections {
  /** For a server on this machine: nothing to encrypt, no dead peers. */
  static final Map<String, String> LOCAL =
      Map.of("sslmode", "disable", "gssEncMode", "disable", "socketTimeout", "0");

  private static final Duration LOGIN = Duration.ofSeconds(10);

  private static final Map<PGProperty, String> DEFAULTS =
      Map.ofEntries(
          Map.entry(PGProperty.APPLICATION_NAME, "heddle"),
          // Sends the session settings along with the login instead of in a round trip each.
          Map.entry(PGProperty.ASSUME_MIN_SERVER_VERSION, "15"),
          Map.entry(PGProperty.CONNECT_TIMEOUT, "10"),
          // Longer than any statement of the pool takes, short enough to notice a vanished server.
          Map.entry(PGProperty.SOCKET_TIMEOUT, "60"),
          Map.entry(PGProperty.TCP_KEEP_ALIVE, "true"),
          Map.entry(PGProperty.TCP_NO_DELAY, "true"),
          // Statements are few and hot: parse and plan them on their first use.
          Map.entry(PGProperty.PREPARE_THRESHOLD, "1"),
          Map.entry(PGProperty.BINARY_TRANSFER, "true"),
          Map.entry(PGProperty.REWRITE_BATCHED_INSERTS, "true"));

  private Connections() {}

  static DataSource pooled(DatabaseAddress address) {
    return dataSource(address);
  }

  /** As {@link #open} with nobody to wait for: the server has just answered another. */
  static DataSource dedicated(DatabaseAddress address, String purpose) {
    PGSimpleDataSource dataSource = dataSource(address);
    dataSource.setSocketTimeout(0);
    dataSource.setApplicationName("heddle " + purpose);
    return dataSource;
  }

  static Connection open(DatabaseAddress address, String purpose) throws SQLException {
    return open(address, purpose, LOGIN);
  }

  /**
   * Opens one that is known to the server as {@code heddle PURPOSE} and, once it is open, waits for
   * answers as long as they take. A server that accepts and then says nothing must hold nobody.
   *
   * @param login how long each answer may take until it is open, whole seconds
   */
  static Connection open(DatabaseAddress address, String purpose, Duration login)
      throws SQLException {
    PGSimpleDataSource dataSource = dataSource(address);
    dataSource.setSocketTimeout((int) login.toSeconds());
    dataSource.setApplicationName("heddle " + purpose);
    Connection connection = dataSource.getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, 0);
      return connection;
    } catch (SQLException failed) {
      connection.close();
      throw failed;
    }
  }

  private static PGSimpleDataSource dataSource(DatabaseAddress address) {
    var dataSource = new PGSimpleDataSource();
    dataSource.setServerNames(address.servers().stream().map(Server::host).toArray(String[]::new));
    dataSource.setPortNumbers(address.servers().stream().mapToInt(Server::port).toArray());
    dataSource.setDatabaseName(address.database());
    dataSource.setUser(address.user());
    dataSource.setPassword(address.password());
    try {
      for (Map.Entry<PGProperty, String> setting : DEFAULTS.entrySet()) {
        dataSource.setProperty(setting.getKey(), setting.getValue());
      }
      for (Map.Entry<String, String> parameter : address.parameters().entrySet()) {
        dataSource.setProperty(parameter.getKey(), parameter.getValue());
      }
    } catch (SQLException e) {
      throw new DatabaseException(
          "a parameter of the database address is wrong: " + e.getMessage(), e);
    }
    return dataSource;
  }
}
