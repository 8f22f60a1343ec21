package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransactionTest {

  private final TestDatabase test = TestDatabase.create();

  @BeforeEach
  void prepare() throws SQLException {
    execute("CREATE TABLE noted (number int PRIMARY KEY)");
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void allIsDoneOrNothing() throws SQLException {
    try (Connection connection = test.database().connection()) {
      Transaction.run(connection, each -> note(each, 1));
      assertThatThrownBy(() ->
              Transaction.run(
                  connection,
                  each -> {
                    note(each, 2);
                    note(each, 1);
                  }))
          .isInstanceOf(SQLException.class);
      assertThat(connection.getAutoCommit()).isTrue();
    }
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whatUndoesItDoesNotHideWhatFailed() throws SQLException {
    try (Connection connection = test.database().connection()) {
      assertThatThrownBy(() ->
              Transaction.run(
                  connection,
                  each -> {
                    note(each, 1);
                    endSession(each);
                    note(each, 2);
                  }))
          .isInstanceOfSatisfying(
              SQLException.class, failed -> assertThat(failed.getSQLState()).isEqualTo("57P01"))
          .satisfies(failed -> assertThat(failed.getSuppressed()).hasSize(1));
    }
    assertThat(count()).isZero();
  }

  private static void note(Connection connection, int number) throws SQLException {
    try (Statement insert = connection.createStatement()) {
      insert.execute("INSERT INTO noted VALUES (" + number + ")");
    }
  }

  private void endSession(Connection connection) throws SQLException {
    try (Statement own = connection.createStatement();
        var pid = own.executeQuery("SELECT pg_backend_pid()")) {
      assertThat(pid.next()).isTrue();
      execute("SELECT pg_terminate_backend(" + pid.getInt(1) + ", 5000)");
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count() throws SQLException {
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM noted")) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }
}
