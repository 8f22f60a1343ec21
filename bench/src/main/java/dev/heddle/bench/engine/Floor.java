package dev.heddle.bench.engine;

import dev.heddle.postgres.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What the database alone takes: the least any durable engine on it can take. */
final class Floor implements AutoCloseable {

  private static final int COMMITS = 200;

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

  /** Median seconds of a commit of one row. */
  double commit() throws Exception {
    try (Connection connection = database.connection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO bench_floor VALUES (?, 0, 'done', '{}')")) {
      return Latencies.of(
              COMMITS,
              _ -> {
                insert.setLong(1, --next);
                insert.executeUpdate();
              })
          .median();
    }
  }

  @Override
  public void close() throws SQLException {
    program.close();
  }
}
