package dev.heddle.bench.engine;

import dev.heddle.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What the database alone takes: the least any durable engine on it can take. */
final class Floor implements AutoCloseable {

  /** After so many the driver has the statement prepared. */
  private static final int WARM_UP = 10;

  private final Database database;
  private final LeastProgram program;
  private long next;

  Floor(Database database) throws SQLException {
    this.database = database;
    this.program = new LeastProgram(database);
  }

  /** The program that does nothing but the durable work of workflows. */
  LeastProgram program() {
    return program;
  }

  /**
   * Seconds per commit of one row, over so many one after the other: as a chain of so many steps is
   * measured, slow ones of the disk included.
   */
  double commit(int times) throws Exception {
    try (Connection connection = database.connection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bench_floor VALUES (?, 0, 'done', '{}')")) {
      for (int i = 0; i < WARM_UP; i++) {
        commit(insert);
      }
      long from = System.nanoTime();
      for (int i = 0; i < times; i++) {
        commit(insert);
      }
      return (System.nanoTime() - from) / 1e9 / times;
    }
  }

  private void commit(PreparedStatement insert) throws SQLException {
    insert.setLong(1, --next);
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    program.close();
  }
}
