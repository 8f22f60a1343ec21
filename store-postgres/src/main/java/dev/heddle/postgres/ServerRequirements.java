package dev.heddle.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** What a server must be like, checked when a database is opened. */
final class ServerRequirements {
  private static final int OLDEST_MAJOR_VERSION = 15;
  private static final int MAJOR_VERSION_UNIT = 10_000;

  private ServerRequirements() {}

  static void check(Connection connection, Consumer<String> progress) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select current_setting('server_version_num')::int,
                       current_setting('server_version'),
                       current_setting('server_encoding'),
                       current_setting('is_superuser') = 'on'
                """)) {
      row.next();
      checkVersion(row.getInt(1), row.getString(2));
      checkEncoding(row.getString(3));
      if (row.getBoolean(4)) {
        progress.accept("warning: the database role is a superuser; Heddle needs only an owner");
      }
    }
  }

  static void checkVersion(int number, String name) {
    if (number < OLDEST_MAJOR_VERSION * MAJOR_VERSION_UNIT) {
      throw new DatabaseException(
          "the database server is PostgreSQL %s, Heddle needs %d or newer"
              .formatted(name, OLDEST_MAJOR_VERSION));
    }
  }

  static void checkEncoding(String encoding) {
    if (!encoding.equals("UTF8")) {
      throw new DatabaseException(
          "the database has encoding %s, Heddle needs UTF8 (create database … encoding 'UTF8')"
              .formatted(encoding));
    }
  }
}
