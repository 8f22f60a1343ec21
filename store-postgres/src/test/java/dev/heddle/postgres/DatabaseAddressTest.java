package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://ann:pw@db.example:6543/work         | postgresql://ann@db.example:6543/work | pw      | {}",
        "postgres://ann:pw@db.example/work                | postgresql://ann@db.example:5432/work | pw      | {}",
        "jdbc:postgresql://ann:pw@db.example/work         | postgresql://ann@db.example:5432/work | pw      | {}",
        "jdbc:postgresql://db/work?user=ann&password=p%26 | postgresql://ann@db:5432/work         | p&      | {}",
        "postgresql://ann@/work                           | postgresql://ann@localhost:5432/work  | ''      | {}",
        "postgresql://ann@db                              | postgresql://ann@db:5432/ann          | ''      | {}",
        "postgresql://a%40b:p%3A%2F@db/w%20x              | postgresql://a@b@db:5432/w x          | p:/     | {}",
        "postgresql://ann:a+b:c@db/work                   | postgresql://ann@db:5432/work         | a+b:c   | {}",
        "postgresql://ann:p@ss@db/work                    | postgresql://ann@db:5432/work         | p@ss    | {}",
        "postgresql://ann:pw@[::1]:6543/work              | postgresql://ann@[::1]:6543/work      | pw      | {}",
        "postgresql://ann@one,two:7/work?targetServerType=primary | postgresql://ann@one:5432,two:7/work | '' | {targetServerType=primary}",
        "postgresql://ann@db/work?sslmode=verify-full     | postgresql://ann@db:5432/work         | ''      | {sslmode=verify-full}",
        "postgresql://ann@db/work?application_name=x      | postgresql://ann@db:5432/work         | ''      | {ApplicationName=x}",
        "postgresql://ann@db/work?connect_timeout=3       | postgresql://ann@db:5432/work         | ''      | {connectTimeout=3}",
      })
  void addressesAreReadAsLibpqAndJdbcWriteThem(
      String url, String shown, String password, String parameters) {
    DatabaseAddress address = DatabaseAddress.parse(url);
    assertThat(address).hasToString(shown);
    assertThat(address.password()).isEqualTo(password);
    assertThat(address.parameters()).hasToString(parameters);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "mysql://ann:s3cret@db/work                    | should look like",
        "db.example/work?password=s3cret               | should look like",
        "postgresql:                                   | should look like",
        "postgresql://:s3cret@db/work                  | the user is missing",
        "postgresql://ann:s3cret@db:70000/work         | port 70000",
        "postgresql://ann:s3cret@db:0/work             | port 0",
        "postgresql://ann:s3cret@db:x/work             | 'db:x' is not host:port",
        "postgresql://ann:s3cret/x@db/work             | %2F",
        "postgresql://ann:12?s3cret=@db/work           | %2F",
        "postgresql://ann:p@12/s3cret@db/work          | %2F",
        "postgresql://ann:s3cret%2@db/work             | percent sign",
        "postgresql://ann:s3cret@db/work?colour=red    | unknown parameter 'colour'",
        "postgresql://ann:s3cret@db/work?sslmode       | 'sslmode' has no value",
      })
  void mistakesAreNamedWithoutThePassword(String url, String expected) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("HEDDLE_DATABASE_URL")
        .hasMessageContaining(expected)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socketFactory=evil.Class",
        "sslfactory=evil.Class",
        "authenticationPluginClassName=evil.Class",
        "loggerFile=/tmp/x",
      })
  void parametersThatLoadClassesOrWriteFilesAreRefused(String parameter) {
    assertThatThrownBy(() -> DatabaseAddress.parse("postgresql://ann@db/work?" + parameter))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("unknown parameter");
  }

  @Test
  void thePasswordIsNotPartOfTheText() {
    assertThat(DatabaseAddress.parse("postgresql://ann:s3cret@db/work?sslpassword=s3cret"))
        .asString()
        .doesNotContain("s3cret");
  }
}
