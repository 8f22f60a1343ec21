package dev.heddle.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** All of what is done on a connection, or nothing. */
public final class Transaction {

  private Transaction() {}

  /** What is done at once or not at all. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Connection connection) throws SQLException;
  }

  /** The same, of which nothing comes back. */
  @FunctionalInterface
  public interface Steps {
    void run(Connection connection) throws SQLException;
  }

  /** Does all steps and commits them, as {@link #on} does. */
  public static void run(Connection connection, Steps steps) throws SQLException {
    boolean _ =
        on(
            connection,
            each -> {
              steps.run(each);
              return true;
            });
  }

  /**
   * Does {@code work} and commits it; afterwards each statement commits by itself again.
   *
   * @throws SQLException why nothing was done, or, if it is the commit that failed, why nobody
   *     knows. What goes wrong in undoing is suppressed by it: it would hide the cause.
   */
  public static <T extends @Nullable Object> T on(Connection connection, Work<T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      T done = work.run(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return done;
    } catch (SQLException | RuntimeException failed) {
      undo(connection, failed);
      throw failed;
    }
  }

  private static void undo(Connection connection, Exception failed) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException gone) {
      failed.addSuppressed(gone);
    }
  }
}
