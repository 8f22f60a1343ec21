package dev.heddle.postgres.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowArrayTest {

  private static final Instant AT = Instant.parse("1969-12-31T23:59:59.000001Z");

  @Test
  void whatIsBoundIsWhatTheDatabaseReads() throws SQLException {
    RowArray rows = new RowArray("log_insert", 8);
    // Several times what the array begins with, and characters of one to four bytes.
    String text = "plain, ä, €, 𝄞, \"quoted\", {braces}\n".repeat(100);
    for (int i = 0; i < 50; i++) {
      rows.begin()
          .add(Long.MIN_VALUE + i)
          .addInt(null)
          .add(-i)
          .add(Integer.MAX_VALUE)
          .add(0)
          .add((String) null)
          .add(i == 0 ? null : AT)
          .add(text + i);
    }
    List<Map<String, String>> read = read(rows);
    assertThat(read).hasSize(50);
    assertThat(read.getFirst())
        .containsEntry("id", "-9223372036854775808")
        .containsEntry("at", "-");
    assertThat(read.getLast())
        .containsEntry("id", "-9223372036854775759")
        .containsEntry("nulls", "true")
        .containsEntry("activation", "-49")
        .containsEntry("at", "-999999")
        .containsEntry("line", text + 49);
  }

  private static List<Map<String, String>> read(RowArray rows) throws SQLException {
    String sql =
        """
        SELECT r.execution_id::text, (r.node IS NULL AND r.stream IS NULL)::text,
          r.activation::text, coalesce((extract(epoch FROM r.at) * 1000000)::bigint::text, '-'),
          r.line
        FROM unnest(?::log_insert[]) AS r ORDER BY r.execution_id
        """;
    List<Map<String, String>> read = new ArrayList<>();
    try (TestDatabase test = TestDatabase.create();
        Connection connection = test.database().connection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      rows.bind(select, 1);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          read.add(
              Map.of(
                  "id", row.getString(1),
                  "nulls", row.getString(2),
                  "activation", row.getString(3),
                  "at", row.getString(4),
                  "line", row.getString(5)));
        }
      }
    }
    return read;
  }
}
