package dev.heddle.postgres.chaos;

import dev.heddle.postgres.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Connections as the database has them. */
final class Backends {

  private Backends() {}

  /** Cuts one connection of five, of anybody, but not those that say a node is alive. */
  static void cutSome(Database database) throws SQLException {
    try (Connection connection = database.connection();
        Statement cut = connection.createStatement()) {
      cut.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.2
            AND NOT EXISTS (SELECT FROM pg_locks l
              WHERE l.pid = pg_stat_activity.pid AND l.locktype = 'advisory' AND l.objsubid = 2)
          """);
    }
  }
}
