package dev.heddle.postgres.catalog;

import dev.heddle.platform.catalog.CatalogStore;
import dev.heddle.platform.catalog.CatalogStoreContract;
import dev.heddle.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresCatalogStoreTest extends CatalogStoreContract {

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
  protected CatalogStore store() {
    return new PostgresCatalogStore(database.database());
  }
}
