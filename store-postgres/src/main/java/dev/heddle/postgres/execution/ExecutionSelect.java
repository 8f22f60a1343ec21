package dev.heddle.postgres.execution;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads one execution's row. */
final class ExecutionSelect {

  private ExecutionSelect() {}

  static Optional<Execution> one(Connection connection, ExecutionRows rows, ExecutionId id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM workflow_execution WHERE id = ?")) {
      select.setLong(1, id.number());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(rows.read(row)) : Optional.empty();
      }
    }
  }
}
