package dev.heddle.postgres.artifact;

import dev.heddle.platform.artifacts.versioned.VersionedArtifactStore;
import dev.heddle.platform.artifacts.versioned.VersionedArtifactStoreContract;
import dev.heddle.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresVersionedArtifactStoreTest extends VersionedArtifactStoreContract {

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
  protected VersionedArtifactStore store() {
    return new PostgresVersionedArtifactStore(database.database());
  }
}
