package dev.heddle.postgres.execution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of many rows, column by column, to be bound as one array each. */
final class Columns {

  private final List<Column> columns = new ArrayList<>();
  private int rows;

  /** One column: its SQL type and how a value of it is bound. */
  private record Column(String type, List<@Nullable Object> values) {}

  /**
   * @param types the SQL type of each column; {@code timestamptz} is bound as microseconds
   */
  Columns(String... types) {
    for (String type : types) {
      columns.add(new Column(type.equals("timestamptz") ? "int8" : type, new ArrayList<>()));
    }
  }

  /** Adds a row; one value per column, of the Java type that fits. */
  void add(@Nullable Object... values) {
    for (int i = 0; i < columns.size(); i++) {
      Object value = values[i];
      columns.get(i).values().add(value instanceof Instant instant ? micros(instant) : value);
    }
    rows++;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** Binds all columns from parameter number {@code first}; returns the next free number. */
  int bind(PreparedStatement statement, int first) throws SQLException {
    Connection connection = statement.getConnection();
    int number = first;
    for (Column column : columns) {
      statement.setArray(number++, connection.createArrayOf(column.type(), array(column)));
    }
    return number;
  }

  private static Object[] array(Column column) {
    List<@Nullable Object> values = column.values();
    return switch (column.type()) {
      case "int8" -> values.toArray(Long[]::new);
      case "int4" -> values.toArray(Integer[]::new);
      default -> values.toArray(String[]::new);
    };
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
