package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One connection per lane, for its commits alone. Rows are written by their primary key however
 * small the table was when the statement was planned, so plans that read the whole table are off.
 */
final class Writers implements AutoCloseable {

  private static final String SETTINGS =
      """
      SET enable_seqscan = off;
      SET enable_bitmapscan = off;
      SET enable_hashjoin = off;
      SET enable_mergejoin = off;
      SET enable_material = off;
      SET plan_cache_mode = force_generic_plan
      """;

  /** Then the lane asks what became of its commit, which is safe however long that takes. */
  private static final int PATIENCE_MILLIS = 10_000;

  private final Database database;
  private final Map<Lease, Connection> connections = new ConcurrentHashMap<>();

  Writers(Database database) {
    this.database = database;
  }

  /** The lane's connection, opened if there is none. */
  Connection of(Lease lease) throws SQLException {
    Connection known = connections.get(lease);
    if (known != null) {
      return known;
    }
    Connection opened = database.dedicatedConnection("lane-" + lease.lane());
    opened.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
    try (Statement set = opened.createStatement()) {
      set.execute(SETTINGS);
    }
    connections.put(lease, opened);
    return opened;
  }

  /** Gives up a connection that failed; the next commit opens another. */
  void drop(Lease lease) {
    Connection failed = connections.remove(lease);
    if (failed != null) {
      close(failed);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException broken) {
      // It was to be given up anyway.
    }
  }

  @Override
  public void close() {
    connections.values().forEach(Writers::close);
    connections.clear();
  }
}
