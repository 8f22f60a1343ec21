package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  @Test
  void theEnvironmentNamesAServer() throws SQLException {
    try (TestDatabase test = TestDatabase.create();
        Database database =
            Database.open(Map.of("HEDDLE_DATABASE_URL", test.url()), message -> {})) {
      assertThat(database.address().database()).isEqualTo(test.address().database());
      assertThat(Sql.ask(database.connection(), "select current_setting('application_name')"))
          .isEqualTo("heddle");
    }
  }

  @Test
  void withoutAServerTheEmbeddedOneInTheHomeIsUsed() throws SQLException {
    // Kept between builds: creating it anew takes seconds.
    Path home = Path.of("target", "heddle-home");
    Map<String, String> environment =
        Map.of("HEDDLE_DATABASE_URL", " ", "HEDDLE_HOME", home.toString());
    try (Database database = Database.open(environment, message -> {})) {
      assertThat(Sql.ask(database.connection(), "select current_user")).isEqualTo("heddle");
      assertThat(home.resolve("postgres").resolve("password"))
          .content()
          .isEqualTo(database.address().password() + "\n");
    }
  }

  @Test
  void connectionsBesideThePoolAreNamedAfterTheirPurpose() throws SQLException {
    try (TestDatabase test = TestDatabase.create();
        Connection connection = test.database().dedicatedConnection("listener")) {
      assertThat(connection.getNetworkTimeout()).isZero();
      assertThat(Sql.ask(connection, "select current_setting('application_name')"))
          .isEqualTo("heddle listener");
    }
  }

  @Test
  void aWrongPasswordIsReportedWithoutIt() {
    try (TestDatabase test = TestDatabase.create()) {
      String url = test.url().replace(test.address().password(), "s3cret");
      assertThatThrownBy(() -> Database.open(DatabaseAddress.parse(url), message -> {}))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining(test.address().toString())
          .hasMessageContaining("password authentication failed")
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("s3cret"));
    }
  }

  @Test
  void aServerThatIsNotThereIsReportedAtOnce() throws Exception {
    int port;
    try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    var address = DatabaseAddress.parse("postgresql://ann@127.0.0.1:" + port + "/work");
    assertThatThrownBy(() -> Database.open(address, message -> {}))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("postgresql://ann@127.0.0.1:" + port + "/work")
        .hasMessageContaining("refused");
  }

  @Test
  void aParameterWithAWrongValueIsReported() {
    var address = DatabaseAddress.parse("postgresql://ann@127.0.0.1/work?connectTimeout=soon");
    assertThatThrownBy(() -> Database.open(address, message -> {}))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("connectTimeout");
  }

  private static String stackTrace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
