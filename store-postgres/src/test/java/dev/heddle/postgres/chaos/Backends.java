package dev.heddle.postgres.chaos;

import dev.heddle.postgres.Database;
import dev.heddle.postgres.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;

/** Connections as the database has them. */
final class Backends {

  private static final int MOST_CUTS = 20;

  private Backends() {}

  /** Asks again while it is the connection of whoever asks that was cut. */
  static <T> T ask(Callable<T> question) throws Exception {
    for (int cut = 1; ; cut++) {
      try {
        return question.call();
      } catch (DatabaseException | SQLException broken) {
        if (cut == MOST_CUTS) {
          throw broken;
        }
      }
    }
  }

  /** Cuts one connection of five, of anybody, but not those that say a node is alive. */
  static void cutSome(Database database) throws Exception {
    boolean _ = ask(() -> cut(database));
  }

  private static boolean cut(Database database) throws SQLException {
    try (Connection connection = database.connection();
        Statement cut = connection.createStatement()) {
      return cut.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.2
            AND NOT EXISTS (SELECT FROM pg_locks l
              WHERE l.pid = pg_stat_activity.pid AND l.locktype = 'advisory' AND l.objsubid = 2)
          """);
    }
  }
}
