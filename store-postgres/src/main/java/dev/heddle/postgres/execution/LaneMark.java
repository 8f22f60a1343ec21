package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionStore.Fate;
import dev.heddle.engine.port.ExecutionStore.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far a lane has come: twice the number of its last commit that was written, or one more if
 * that number was given up. A commit only ever raises it, so one that arrives late writes nothing.
 */
final class LaneMark {

  private LaneMark() {}

  static long written(long number) {
    return 2 * number;
  }

  private static long givenUp(long number) {
    return 2 * number + 1;
  }

  /** Waits for the commit if it is under way, for both write the same row. */
  static Fate settle(Connection connection, Lease lease, long number) throws SQLException {
    String giveUp = "UPDATE engine_lane SET mark = ? WHERE node = ? AND lane = ? AND mark < ?";
    try (PreparedStatement update = connection.prepareStatement(giveUp)) {
      update.setLong(1, givenUp(number));
      update.setLong(2, lease.node());
      update.setInt(3, lease.lane());
      update.setLong(4, written(number));
      update.executeUpdate();
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT mark FROM engine_lane WHERE node = ? AND lane = ?")) {
      select.setLong(1, lease.node());
      select.setInt(2, lease.lane());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Fate.FENCED;
        }
        return row.getLong(1) == written(number) ? Fate.WRITTEN : Fate.GIVEN_UP;
      }
    }
  }
}
