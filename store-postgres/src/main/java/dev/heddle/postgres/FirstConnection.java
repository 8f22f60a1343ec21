package dev.heddle.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/** Connects to a server that may still be starting or recovering. */
final class FirstConnection {

  /** What a server says that is there but cannot be used yet: {@code cannot_connect_now}. */
  private static final String NOT_YET = "57P03";

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private FirstConnection() {}

  /** A connection; waits at most half a minute for a server that asks for patience. */
  static Connection to(DatabaseAddress address, Consumer<String> progress) throws SQLException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    boolean told = false;
    while (true) {
      try {
        return Connections.open(address, "start");
      } catch (SQLException refused) {
        if (!NOT_YET.equals(refused.getSQLState()) || System.nanoTime() > deadline) {
          throw refused;
        }
        if (!told) {
          progress.accept("waiting for the database, which is starting or recovering");
          told = true;
        }
      }
      pause();
    }
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for the database", stopped);
    }
  }
}
