package dev.heddle.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.pack.install.InstallationStore;
import dev.heddle.platform.pack.install.InstallationStoreContract;
import dev.heddle.postgres.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresInstallationStoreTest extends InstallationStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private TestDatabase database;
  private PostgresCatalogStore packs;

  @BeforeEach
  void create() {
    database = TestDatabase.create();
    packs = new PostgresCatalogStore(database.database());
    for (String ref : List.of("demo", "lib")) {
      packs.savePack(new PackRow(ref, "L", "D", "1", true, "/x", "{}", NOW, NOW), List.of());
    }
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Override
  protected InstallationStore store() {
    return new PostgresInstallationStore(database.database());
  }

  @Test
  void goesWithItsPack() {
    InstallationStore store = store();
    store.save(installed(0, "demo", "/packs/demo", "c0"));
    packs.deletePack("demo");

    assertThat(store.all()).isEmpty();
    assertThat(store.ofFile("demo", "/packs/demo/workflows/hi.yaml", NOW))
        .as("its executions are still there")
        .isPresent();
    assertThat(store.at("demo", NOW)).isPresent();
    assertThat(store.at("demo", Instant.now().plusSeconds(60))).isEmpty();
  }
}
