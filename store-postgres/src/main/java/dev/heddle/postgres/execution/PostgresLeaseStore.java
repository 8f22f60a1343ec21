package dev.heddle.postgres.execution;

import dev.heddle.engine.port.LeaseStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leases on partitions. A node holds a session lock as long as it is connected: if it dies, the
 * lock falls at once; if it only stands still, its heartbeat grows old. Either way the next node
 * deletes its lanes, which fences it, before it takes its partitions.
 */
public final class PostgresLeaseStore implements LeaseStore {

  /** Namespace of the session locks that show which nodes are alive. */
  private static final int ALIVE = 0x4865;

  /** Namespace of the session locks that show which nodes want a share of the partitions. */
  private static final int SHARING = 0x4867;

  /** Namespace of the lock under which partitions are taken. */
  private static final int TAKING = 0x4866;

  /** Partitions free or of a dead node; the dead are fenced on the way. */
  private static final String FENCE_DEAD =
      """
      DELETE FROM engine_node n
      WHERE n.node <> ?
        AND (n.heartbeat_at + n.live_for < clock_timestamp() OR NOT EXISTS (%s))
      """
          .formatted(lockOfNode(ALIVE));

  private static final String SHARERS =
      "SELECT count(*) FROM engine_node n WHERE EXISTS (%s)".formatted(lockOfNode(SHARING));

  private static String lockOfNode(int namespace) {
    return """
    SELECT FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.granted AND l.classid = %d
      AND l.objid = n.node::oid AND l.objsubid = 2
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """
        .formatted(namespace);
  }

  private static final String FREE =
      "(l.node IS NULL OR NOT EXISTS (SELECT FROM engine_node n WHERE n.node = l.node))";

  private static final String ORPHANED = "l.node IS NOT NULL AND " + FREE;

  private static final String UNFINISHED =
      """
      EXISTS (SELECT FROM workflow_execution e
        WHERE e.partition = l.partition AND e.finished_at IS NULL)
      """;

  private static final int VALID_SECONDS = 2;

  /** A beat that takes longer is no sign of life any more, and must not hold up those after it. */
  private static final int PATIENCE_MILLIS = 4_000;

  private final Database database;
  private final Map<Long, Connection> alive = new ConcurrentHashMap<>();
  private final Set<Long> sharing = ConcurrentHashMap.newKeySet();

  public PostgresLeaseStore(Database database) {
    this.database = database;
  }

  @Override
  public long join(String name, int lanes, Duration timeToLive) {
    try {
      Connection connection = connect();
      long node = insertNode(connection, name, lanes, timeToLive);
      alive.put(node, connection);
      return node;
    } catch (SQLException failed) {
      throw Failures.of("The node " + name, failed);
    }
  }

  /** The session lock is taken before the node can be seen, so it never looks dead. */
  private static long insertNode(Connection connection, String name, int lanes, Duration timeToLive)
      throws SQLException {
    String sql =
        """
        WITH joined AS (
          INSERT INTO engine_node (name, live_for) VALUES (?, ? * interval '1 millisecond')
          RETURNING node),
        lanes AS (
          INSERT INTO engine_lane (node, lane)
          SELECT node, generate_series(0, ? - 1) FROM joined)
        SELECT node, pg_advisory_lock(%d, node::int4) FROM joined
        """
            .formatted(ALIVE);
    try (PreparedStatement join = connection.prepareStatement(sql)) {
      join.setString(1, name);
      join.setLong(2, timeToLive.toMillis());
      join.setInt(3, lanes);
      try (ResultSet row = join.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Beats through the connection that holds the lock, so that one is not there without the other.
   */
  @Override
  public boolean heartbeat(long node) {
    try {
      return beat(connected(node), node);
    } catch (SQLException failed) {
      throw Failures.of("The lease of node " + node, failed);
    }
  }

  private static boolean beat(Connection connection, long node) throws SQLException {
    try (PreparedStatement beat =
        connection.prepareStatement(
            "UPDATE engine_node SET heartbeat_at = clock_timestamp() WHERE node = ?")) {
      beat.setLong(1, node);
      return beat.executeUpdate() == 1;
    }
  }

  /** The node's own connection; a new one with the lock on it if the server has gone meanwhile. */
  private Connection connected(long node) throws SQLException {
    Connection connection = alive.get(node);
    if (connection != null && connection.isValid(VALID_SECONDS)) {
      return connection;
    }
    Connection again = connect();
    alive.put(node, again);
    if (connection != null) {
      connection.abort(Runnable::run);
    }
    lock(again, ALIVE, node);
    if (sharing.contains(node)) {
      lock(again, SHARING, node);
    }
    return again;
  }

  private static void lock(Connection connection, int namespace, long node) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_advisory_lock(%d, ?)".formatted(namespace))) {
      lock.setInt(1, (int) node);
      lock.execute();
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = database.dedicatedConnection("engine");
    connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
    return connection;
  }

  private int update(String sql, long node) {
    try (Connection connection = database.connection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, node);
      return statement.executeUpdate();
    } catch (SQLException failed) {
      throw Failures.of("The lease of node " + node, failed);
    }
  }

  @Override
  public Set<Integer> acquire(long node, Range range, int most) {
    boolean all = most >= range.end() - range.first();
    return take(node, range, most, all ? FREE : FREE + " AND NOT " + UNFINISHED);
  }

  @Override
  public Share acquireShare(long node, Range range) {
    try {
      if (sharing.add(node)) {
        Connection connection = alive.get(node);
        if (connection != null) {
          lock(connection, SHARING, node);
        }
      }
    } catch (SQLException failed) {
      sharing.remove(node);
      throw Failures.of("The share of node " + node, failed);
    }
    return inTransaction(
        node,
        connection -> {
          fenceDead(connection, node);
          int size = range.end() - range.first();
          int fair = Math.ceilDiv(size, Math.max(1, count(connection, SHARERS)));
          Set<Integer> taken = take(connection, node, range, size, ORPHANED);
          long had =
              held(connection, node).stream()
                  .filter(partition -> partition >= range.first() && partition < range.end())
                  .count();
          int most = Math.max(0, fair - (int) had);
          taken.addAll(take(connection, node, range, most, "l.node IS NULL"));
          return new Share(taken, fair);
        });
  }

  @Override
  public Set<Integer> held(long node) {
    try (Connection connection = database.connection()) {
      return held(connection, node);
    } catch (SQLException failed) {
      throw Failures.of("The partitions of node " + node, failed);
    }
  }

  private static Set<Integer> held(Connection connection, long node) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT partition FROM partition_lease WHERE node = ?")) {
      select.setLong(1, node);
      return partitions(select);
    }
  }

  private static int count(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public void release(long node, Set<Integer> partitions) {
    String sql = "UPDATE partition_lease SET node = NULL WHERE node = ? AND partition = ANY (?)";
    try (Connection connection = database.connection();
        PreparedStatement release = connection.prepareStatement(sql)) {
      release.setLong(1, node);
      release.setArray(2, connection.createArrayOf("int2", partitions.toArray(Integer[]::new)));
      release.executeUpdate();
    } catch (SQLException failed) {
      throw Failures.of("The partitions of node " + node, failed);
    }
  }

  @Override
  public Set<Integer> acquireAbandoned(long node, Range range) {
    return take(node, range, range.end(), FREE + " AND " + UNFINISHED);
  }

  @Override
  public boolean acquire(long node, int partition) {
    return !take(node, new Range(partition, partition + 1), 1, FREE).isEmpty();
  }

  private Set<Integer> take(long node, Range range, int most, String condition) {
    return inTransaction(
        node,
        connection -> {
          fenceDead(connection, node);
          return take(connection, node, range, most, condition);
        });
  }

  /**
   * One node takes at a time: the second sees the partitions of the first, and that it lives, which
   * a statement begun before the first had joined would not.
   */
  private <T> T inTransaction(long node, Transaction.Work<T> work) {
    try (Connection connection = database.connection()) {
      return Transaction.on(
          connection,
          each -> {
            try (PreparedStatement alone =
                each.prepareStatement("SELECT pg_advisory_xact_lock(%d, 0)".formatted(TAKING))) {
              alone.execute();
            }
            return work.run(each);
          });
    } catch (SQLException failed) {
      throw Failures.of("The partitions of node " + node, failed);
    }
  }

  private static void fenceDead(Connection connection, long node) throws SQLException {
    try (PreparedStatement fence = connection.prepareStatement(FENCE_DEAD)) {
      fence.setLong(1, node);
      fence.executeUpdate();
    }
  }

  private static Set<Integer> take(
      Connection connection, long node, Range range, int most, String condition)
      throws SQLException {
    String sql =
        """
        UPDATE partition_lease t SET node = ?
        FROM (
          SELECT l.partition FROM partition_lease l
          WHERE l.partition >= ? AND l.partition < ? AND %s
            AND EXISTS (SELECT FROM engine_node n WHERE n.node = ?)
          ORDER BY l.partition LIMIT ? FOR UPDATE SKIP LOCKED) AS free
        WHERE t.partition = free.partition
        RETURNING t.partition
        """
            .formatted(condition);
    try (PreparedStatement take = connection.prepareStatement(sql)) {
      take.setLong(1, node);
      take.setInt(2, range.first());
      take.setInt(3, range.end());
      take.setLong(4, node);
      take.setInt(5, most);
      return partitions(take);
    }
  }

  private static Set<Integer> partitions(PreparedStatement statement) throws SQLException {
    Set<Integer> partitions = new HashSet<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        partitions.add(row.getInt(1));
      }
    }
    return partitions;
  }

  @Override
  public void leave(long node) {
    sharing.remove(node);
    // The lanes first: that waits for their last commits, and partitions without node are free.
    update("DELETE FROM engine_node WHERE node = ?", node);
    update("UPDATE partition_lease SET node = NULL WHERE node = ?", node);
    Connection connection = alive.remove(node);
    if (connection == null) {
      throw new IllegalArgumentException("node " + node + " has not joined here");
    }
    try {
      connection.close();
    } catch (SQLException _) {
      // It was cut before, and its lock went with it.
    }
  }
}
