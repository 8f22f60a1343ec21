package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void eachDatabaseIsIsolatedFromTheOthersAndDroppedOnClose() throws SQLException {
    try (TestDatabase two = TestDatabase.create()) {
      String oneExists;
      try (TestDatabase one = TestDatabase.create()) {
        oneExists =
            "select count(*) from pg_database where datname = '%s'"
                .formatted(one.address().database());
        execute(one, "create table only_here (id int)");
        assertThat(ask(one, "select to_regclass('only_here') is not null")).isEqualTo("t");
        assertThat(ask(two, "select to_regclass('only_here') is not null")).isEqualTo("f");
        assertThat(ask(two, oneExists)).isEqualTo("1");
      }
      assertThat(ask(two, oneExists)).isEqualTo("0");
    }
  }

  private static void execute(TestDatabase test, String sql) throws SQLException {
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(TestDatabase test, String sql) throws SQLException {
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
