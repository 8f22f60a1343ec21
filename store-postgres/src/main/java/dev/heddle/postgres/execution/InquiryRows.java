package dev.heddle.postgres.execution;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code inquiry}. */
final class InquiryRows {

  private static final String INSERT =
      """
      INSERT INTO inquiry (
        execution_id, node, activation, item, attempt, task, prompt, schema, assigned_to, status,
        created_at, expires_at, response, closed_by, closed_at, forbid_self, purpose)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String CLOSE =
      """
      UPDATE inquiry SET status = ?, response = ?, closed_by = ?, closed_at = ?
      WHERE execution_id = ? AND node = ? AND activation = ? AND item = ? AND attempt = ?
      """;

  private final StoredValues stored;

  InquiryRows(StoredValues stored) {
    this.stored = stored;
  }

  void insert(Connection connection, List<Inquiry> inquiries) throws SQLException {
    if (inquiries.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Inquiry inquiry : inquiries) {
        int next = key(insert, 1, inquiry);
        insert.setString(next++, StoredValues.text(inquiry.task()));
        insert.setString(next++, StoredValues.text(inquiry.prompt()));
        insert.setString(next++, stored.json(inquiry.schema()));
        insert.setString(next++, StoredValues.text(inquiry.assignedTo()));
        insert.setString(next++, inquiry.status().label());
        time(insert, next++, inquiry.createdAt());
        time(insert, next++, inquiry.expiresAt());
        next = answer(insert, next, inquiry);
        insert.setBoolean(next, inquiry.forbidSelf());
        insert.setString(next + 1, StoredValues.text(inquiry.purpose()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  void close(Connection connection, List<Inquiry> inquiries) throws SQLException {
    if (inquiries.isEmpty()) {
      return;
    }
    try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
      for (Inquiry inquiry : inquiries) {
        close.setString(1, inquiry.status().label());
        key(close, answer(close, 2, inquiry), inquiry);
        close.addBatch();
      }
      close.executeBatch();
    }
  }

  private int answer(PreparedStatement statement, int first, Inquiry inquiry) throws SQLException {
    Inquiry.Answer answer = inquiry.answer();
    statement.setString(first, answer == null ? null : stored.json(answer.response()));
    statement.setString(first + 1, answer == null ? null : StoredValues.text(answer.by()));
    time(statement, first + 2, answer == null ? null : answer.at());
    return first + 3;
  }

  private static int key(PreparedStatement statement, int first, Inquiry inquiry)
      throws SQLException {
    return key(statement, first, inquiry.id());
  }

  static int key(PreparedStatement statement, int first, AttemptId id) throws SQLException {
    statement.setLong(first, id.execution().number());
    statement.setInt(first + 1, id.task().node());
    statement.setInt(first + 2, id.task().activation());
    statement.setInt(first + 3, id.task().item());
    statement.setInt(first + 4, id.task().attempt());
    return first + 5;
  }

  static void time(PreparedStatement statement, int number, @Nullable Instant at)
      throws SQLException {
    statement.setObject(number, at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  Inquiry read(ResultSet row) throws SQLException {
    Instant closedAt = StoredValues.instant(row, "closed_at");
    Inquiry.Answer answer =
        closedAt == null
            ? null
            : new Inquiry.Answer(
                stored.value(row.getString("response")), row.getString("closed_by"), closedAt);
    return new Inquiry(
        new AttemptId(new ExecutionId(row.getLong("execution_id")), TaskRows.key(row)),
        row.getString("task"),
        row.getString("prompt"),
        stored.map(row.getString("schema")),
        row.getString("assigned_to"),
        row.getBoolean("forbid_self"),
        row.getString("purpose"),
        InquiryStatus.of(row.getString("status")),
        StoredValues.requiredInstant(row, "created_at"),
        StoredValues.instant(row, "expires_at"),
        answer);
  }
}
