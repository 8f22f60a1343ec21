package dev.heddle.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerRequirementsTest {
  @ParameterizedTest
  @CsvSource({"150000, 15.0", "150014, 15.14", "180006, 18.6"})
  void newEnoughServersAreAccepted(int number, String name) {
    assertThatCode(() -> ServerRequirements.checkVersion(number, name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"149999, 14.99", "140019, 14.19", "90624, 9.6.24"})
  void olderServersAreRefusedByName(int number, String name) {
    assertThatThrownBy(() -> ServerRequirements.checkVersion(number, name))
        .isInstanceOf(DatabaseException.class)
        .hasMessage("the database server is PostgreSQL " + name + ", Heddle needs 15 or newer");
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThatThrownBy(() -> ServerRequirements.checkEncoding("SQL_ASCII"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("SQL_ASCII")
        .hasMessageContaining("UTF8");
  }
}
