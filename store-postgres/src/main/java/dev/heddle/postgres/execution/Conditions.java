package dev.heddle.postgres.execution;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a query: fixed texts, of which only those that were asked for are there. A
 * condition that lets everything through would cost the database its indexes.
 */
final class Conditions {

  private final StringBuilder text = new StringBuilder(" WHERE TRUE");
  private final List<Binding> bindings = new ArrayList<>();

  Conditions() {}

  /** For a query of what another selects: the parameters of that one come first. */
  static Conditions after(Conditions inner) {
    Conditions outer = new Conditions();
    outer.bindings.addAll(inner.bindings);
    return outer;
  }

  /** Binds parameters from number {@code first} on; returns the number after them. */
  @FunctionalInterface
  interface Binding {
    int bind(PreparedStatement statement, int first) throws SQLException;
  }

  /** A condition without parameters. */
  Conditions and(String condition) {
    text.append(" AND ").append(condition);
    return this;
  }

  Conditions and(String condition, String parameter) {
    return and(
        condition,
        (statement, number) -> {
          statement.setString(number, parameter);
          return number + 1;
        });
  }

  Conditions and(String condition, long parameter) {
    return and(
        condition,
        (statement, number) -> {
          statement.setLong(number, parameter);
          return number + 1;
        });
  }

  Conditions and(String condition, Binding parameters) {
    bindings.add(parameters);
    return and(condition);
  }

  /** As one array of texts. */
  static Binding texts(List<String> texts) {
    return (statement, number) -> {
      statement.setArray(number, statement.getConnection().createArrayOf("text", texts.toArray()));
      return number + 1;
    };
  }

  /** {@code WHERE …}. */
  String text() {
    return text.toString();
  }

  /** Binds from number 1 on; returns the number after the last. */
  int bind(PreparedStatement statement) throws SQLException {
    int next = 1;
    for (Binding binding : bindings) {
      next = binding.bind(statement, next);
    }
    return next;
  }
}
