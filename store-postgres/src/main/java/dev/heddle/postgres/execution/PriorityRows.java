package dev.heddle.postgres.execution;

import dev.heddle.engine.port.Changes;
import dev.heddle.model.execution.Execution;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Priorities of new executions, apart from the statement that inserts them: hardly any has one, and
 * the others shall not pay for it.
 */
final class PriorityRows {

  private static final String SET = "UPDATE workflow_execution SET priority = ? WHERE id = ?";

  private PriorityRows() {}

  /** Whether a new execution has one. */
  static boolean concern(Changes changes) {
    Execution execution = changes.execution();
    return changes.created() && execution != null && execution.origin().priority() != 0;
  }

  static void set(Connection connection, List<Changes> changes) throws SQLException {
    List<Execution> all =
        changes.stream()
            .filter(PriorityRows::concern)
            .flatMap(each -> Stream.ofNullable(each.execution()))
            .toList();
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(SET)) {
      for (Execution each : all) {
        update.setInt(1, each.origin().priority());
        update.setLong(2, each.id().number());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
