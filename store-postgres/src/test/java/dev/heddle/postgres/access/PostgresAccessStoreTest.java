package dev.heddle.postgres.access;

import dev.heddle.platform.access.AccessStoreContract;
import dev.heddle.platform.access.IdentityStore;
import dev.heddle.platform.access.TokenStore;
import dev.heddle.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

final class PostgresAccessStoreTest extends AccessStoreContract {

  private static TestDatabase database;

  @BeforeAll
  static void create() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    try (Connection connection = database.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE identity, permission_set, access_token, login_failure");
    }
  }

  @Override
  protected IdentityStore identities() {
    return new PostgresIdentityStore(database.database());
  }

  @Override
  protected TokenStore tokens() {
    return new PostgresTokenStore(database.database());
  }
}
