package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
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
        Sql.execute(one.database().connection(), "create table only_here (id int)");
        assertThat(tables(one)).isEqualTo("1");
        assertThat(tables(two)).isEqualTo("0");
        assertThat(Sql.ask(two.database().connection(), oneExists)).isEqualTo("1");
      }
      assertThat(Sql.ask(two.database().connection(), oneExists)).isEqualTo("0");
    }
  }

  @Test
  void itsUrlOpensTheSameDatabase() throws SQLException {
    try (TestDatabase test = TestDatabase.create();
        Database same = Database.open(DatabaseAddress.parse(test.url()), message -> {})) {
      assertThat(Sql.ask(same.connection(), "select current_database()"))
          .isEqualTo(test.address().database());
    }
  }

  private static String tables(TestDatabase test) throws SQLException {
    return Sql.ask(
        test.database().connection(),
        "select count(*) from pg_tables where tablename = 'only_here'");
  }
}
