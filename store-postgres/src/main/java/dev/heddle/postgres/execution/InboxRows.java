package dev.heddle.postgres.execution;

import dev.heddle.engine.port.ExecutionStore.Answered;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Rows of {@code command_inbox} as far as a commit touches them. */
final class InboxRows {

  private InboxRows() {}

  static void answer(Connection connection, List<Answered> answers) throws SQLException {
    if (answers.isEmpty()) {
      return;
    }
    try (PreparedStatement answer =
        connection.prepareStatement("UPDATE command_inbox SET answer = ? WHERE number = ?")) {
      for (Answered given : answers) {
        answer.setString(1, given.answer());
        answer.setLong(2, given.message());
        answer.addBatch();
      }
      answer.executeBatch();
    }
  }
}
