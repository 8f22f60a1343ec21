package dev.heddle.postgres.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.keys.KeyStore;
import dev.heddle.platform.keys.KeyStoreContract;
import dev.heddle.platform.keys.Keys;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PostgresKeyStoreTest extends KeyStoreContract {

  private static final ServerKey KEY = new ServerKey("0123456789abcdef0123456789abcdef");

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = TestDatabase.create();
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Override
  protected KeyStore store() {
    return new PostgresKeyStore(database.database());
  }

  @Test
  @DisplayName("S1-158: a dump of the table holds no plain text, secret or not")
  void aDumpHoldsNoPlainText() throws SQLException {
    Keys keys = new Keys(store(), KEY, Clock.systemUTC());
    keys.set(KeyOwner.SYSTEM, "db.password", "Password", Value.of("hunter2-canary"), true);
    keys.set(KeyOwner.SYSTEM, "db.host", "Host", Value.of("plain-canary"), false);

    StringBuilder dump = new StringBuilder();
    try (Connection connection = database.database().connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT row_to_json(k)::text FROM kv_key k")) {
      while (row.next()) {
        dump.append(row.getString(1));
      }
    }
    assertThat(dump).contains("db.password", "db.host").doesNotContain("canary");
    assertThat(new Keys(store(), KEY, Clock.systemUTC()).value(KeyOwner.SYSTEM, "db.password"))
        .contains(SecretValue.mark(Value.of("hunter2-canary")));
  }

  @Test
  void seesWhatAnotherProcessSetAfterARefresh() {
    Keys here = new Keys(store(), KEY, Clock.systemUTC());
    Keys there = new Keys(store(), KEY, Clock.systemUTC());
    there.set(KeyOwner.SYSTEM, "a", "A", Value.of(1), false);

    here.refresh();

    assertThat(here.value(KeyOwner.SYSTEM, "a")).contains(Value.of(1));
  }
}
