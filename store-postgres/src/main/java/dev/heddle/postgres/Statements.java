package dev.heddle.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements of the parts where a statement more or less does not matter. */
public final class Statements {

  private final Connection connection;

  private Statements(Connection connection) {
    this.connection = connection;
  }

  /** One row of an answer. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Work on one connection. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    T run(Statements statements) throws SQLException;
  }

  /**
   * Does all of {@code work} in one transaction, or nothing.
   *
   * @param what for the message if it fails
   */
  public static <T extends @Nullable Object> T inTransaction(
      Database database, String what, Work<T> work) {
    try (Connection connection = database.connection()) {
      return Transaction.on(connection, each -> work.run(new Statements(each)));
    } catch (SQLException failed) {
      throw new DatabaseException(SqlFailure.message(what, failed), failed);
    }
  }

  /** The rows of a query. Instants, texts, numbers, flags and text arrays can be bound. */
  public <T> List<T> query(String sql, Reading<T> reading, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet row = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (row.next()) {
        found.add(reading.read(row));
      }
      return found;
    }
  }

  /** The first row of a query, if it has one. */
  public <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... values)
      throws SQLException {
    return query(sql, reading, values).stream().findFirst();
  }

  /** How many rows a statement changed. */
  public int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private void bind(PreparedStatement statement, int number, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(number, instant.atOffset(ZoneOffset.UTC));
    } else if (value instanceof List<?> texts) {
      Object[] array = texts.toArray();
      statement.setArray(number, connection.createArrayOf("text", array));
    } else {
      statement.setObject(number, value);
    }
  }

  /** A time that is never null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    if (at == null) {
      throw new SQLException("column " + column + " is empty");
    }
    return at.toInstant();
  }

  /** A text that is never null. */
  public static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      throw new SQLException("column " + column + " is empty");
    }
    return text;
  }
}
