package dev.heddle.postgres.execution;

import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.TaskKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claims as they come with a commit. */
final class ClaimRows {

  private static final String INSERT =
      """
      INSERT INTO policy_claim (policy, key, execution_id, node, activation, item, attempt, claimed_at,
        priority)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private ClaimRows() {}

  static void insert(Connection connection, List<Claim> claims) throws SQLException {
    if (claims.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Claim claim : claims) {
        insert.setString(1, claim.policy());
        insert.setString(2, claim.key());
        insert.setLong(3, claim.execution().number());
        TaskKey task = claim.task();
        number(insert, 4, task == null ? null : task.node());
        number(insert, 5, task == null ? null : task.activation());
        number(insert, 6, task == null ? null : task.item());
        number(insert, 7, task == null ? null : task.attempt());
        InquiryRows.time(insert, 8, claim.at());
        insert.setInt(9, claim.priority());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void number(PreparedStatement insert, int column, @Nullable Integer number)
      throws SQLException {
    if (number == null) {
      insert.setNull(column, Types.INTEGER);
      return;
    }
    insert.setInt(column, number);
  }
}
