package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.postgres.DatabaseException;
import dev.heddle.postgres.SqlFailure;
import java.sql.SQLException;

/** What a failed statement means for who asked. */
final class Failures {

  private Failures() {}

  /**
   * Classes 08 (connection), 40 (rollback), 53 (resources), 57 (operator) and 58 (system) may pass;
   * everything else is about the data and will fail again.
   */
  static RuntimeException of(String what, SQLException failed) {
    String message = SqlFailure.message(what, failed);
    return switch (SqlFailure.state(failed).substring(0, 2)) {
      case "08", "40", "53", "57", "58", "25" -> new ExecutionStore.Unavailable(message, failed);
      default -> new DatabaseException(message, failed);
    };
  }
}
