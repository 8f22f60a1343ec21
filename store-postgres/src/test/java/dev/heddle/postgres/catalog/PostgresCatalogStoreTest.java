package dev.heddle.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.catalog.CatalogStore;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.Shipped;
import dev.heddle.platform.catalog.CatalogStoreContract;
import dev.heddle.platform.policies.PolicyStore;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.policy.PostgresPolicyStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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

  private List<String> policies() {
    return new PostgresPolicyStore(database.database())
        .all().stream().map(row -> row.ref() + " of " + row.pack() + row.document()).toList();
  }

  private static PackRow pack() {
    return new PackRow("demo", "L", "D", "1", true, "/x", "{}", Instant.EPOCH, Instant.EPOCH);
  }

  private static Shipped shipped(String... refs) {
    return new Shipped(Stream.of(refs).map(ref -> new Shipped.Document(ref, "{\"v\":2}")).toList());
  }

  @Test
  @DisplayName("S1-133, S1-160: policies come, change and go with their pack; people's own stay")
  void policiesComeAndGoWithTheirPack() {
    PostgresPolicyStore store = new PostgresPolicyStore(database.database());
    PolicyStore.Row own =
        new PolicyStore.Row("demo.own", null, "{\"v\":1}", Instant.EPOCH, Instant.EPOCH);
    store.save(own);
    long before = store.revision();

    store().savePack(pack(), List.of(), shipped("demo.a", "demo.b", "demo.own"));
    assertThat(store.revision()).isGreaterThan(before);
    assertThat(policies())
        .containsExactly(
            "demo.a of demo{\"v\":2}", "demo.b of demo{\"v\":2}", "demo.own of null{\"v\":1}");

    store().savePack(pack(), List.of(), shipped("demo.b"));
    assertThat(store.all()).extracting(PolicyStore.Row::ref).containsExactly("demo.b", "demo.own");
    store().deletePack("demo");
    assertThat(store.all()).containsExactly(own);
  }

  @Override
  protected CatalogStore store() {
    return new PostgresCatalogStore(database.database());
  }
}
