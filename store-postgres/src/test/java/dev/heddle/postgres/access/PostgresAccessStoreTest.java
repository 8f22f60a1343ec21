package dev.heddle.postgres.access;

import dev.heddle.platform.access.AccessStoreContract;
import dev.heddle.platform.access.IdentityStore;
import dev.heddle.platform.access.TokenStore;
import dev.heddle.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresAccessStoreTest extends AccessStoreContract {

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
  protected IdentityStore identities() {
    return new PostgresIdentityStore(database.database());
  }

  @Override
  protected TokenStore tokens() {
    return new PostgresTokenStore(database.database());
  }
}
