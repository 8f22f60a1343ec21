package dev.heddle.bench.engine;

import dev.heddle.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** What the database alone takes: the least any durable engine on it can take. */
final class Floor {

  private static final int COMMITS = 200;
  private static final int ROWS = 6_000;
  private static final int GROUP = 500;

  private final Database database;
  private int next;

  Floor(Database database) throws SQLException {
    this.database = database;
    try (Connection connection = database.connection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE bench_floor (id int8 PRIMARY KEY, state text, payload text)");
    }
  }

  void warmUp() throws SQLException {
    singleCommit();
    grouped();
  }

  /** Median seconds of a commit of one row. */
  double singleCommit() throws SQLException {
    double[] seconds = new double[COMMITS];
    try (Connection connection = database.connection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bench_floor VALUES (?, 'done', '{}')")) {
      for (int i = 0; i < COMMITS; i++) {
        long from = System.nanoTime();
        insert.setLong(1, next++);
        insert.executeUpdate();
        seconds[i] = (System.nanoTime() - from) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds[COMMITS / 2];
  }

  /** Rows per second, 500 to a commit. */
  double grouped() throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO bench_floor SELECT id, 'done', '{}' FROM unnest(?) AS r(id)")) {
      long from = System.nanoTime();
      for (int i = 0; i < ROWS / GROUP; i++) {
        Long[] ids = new Long[GROUP];
        for (int row = 0; row < GROUP; row++) {
          ids[row] = (long) next++;
        }
        insert.setArray(1, connection.createArrayOf("int8", ids));
        insert.executeUpdate();
      }
      return ROWS / ((System.nanoTime() - from) / 1e9);
    }
  }
}
