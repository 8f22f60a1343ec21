package dev.heddle.postgres.execution;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretSeal;
import dev.heddle.values.Value;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How values look in columns, and back. */
record StoredValues(SecretSeal seal) {

  @Nullable String json(@Nullable Value value) {
    return value == null ? null : Json.writeSealed(value, seal);
  }

  /** A text that people see; what a database cannot keep in it is replaced. */
  static @Nullable String text(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .replace('\0', '\uFFFD');
  }

  @Nullable Value value(@Nullable String json) {
    return json == null ? null : Json.readSealed(json, seal);
  }

  MapValue map(@Nullable String json) {
    return value(json) instanceof MapValue map ? map : MapValue.EMPTY;
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static Instant requiredInstant(ResultSet row, String column) throws SQLException {
    Instant at = instant(row, column);
    if (at == null) {
      throw new SQLException("column " + column + " is empty");
    }
    return at;
  }

  static @Nullable ExecutionId id(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : new ExecutionId(number);
  }
}
