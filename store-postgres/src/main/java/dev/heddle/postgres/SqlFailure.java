package dev.heddle.postgres;

import java.sql.SQLException;

/** Why a statement failed, in our words: the server's may quote what it was given. */
public final class SqlFailure {

  private SqlFailure() {}

  /** {@code what} failed, why in general, and the code to look up in PostgreSQL's list. */
  public static String message(String what, SQLException failed) {
    String state = state(failed);
    return what
        + " could not be stored or read: "
        + reason(state.substring(0, 2))
        + " (SQLSTATE "
        + state
        + ")";
  }

  /** The five characters of the state; a connection's failure if there is none. */
  public static String state(SQLException failed) {
    String state = failed.getSQLState();
    return state == null || state.length() != 5 ? "08000" : state;
  }

  private static String reason(String stateClass) {
    return switch (stateClass) {
      case "08" -> "the connection to the database was lost";
      case "22" -> "the database cannot hold one of the values";
      case "23" -> "it contradicts what is stored";
      case "28" -> "the database refuses this login";
      case "40" -> "another change got in between";
      case "42" -> "the database has another schema than expected, or may not be used so";
      case "53" -> "the database server has no room left";
      case "57" -> "the database server is stopping or took too long";
      case "58" -> "the database server cannot read or write its files";
      default -> "the database refused it";
    };
  }
}
