package dev.heddle.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.platform.catalog.CatalogStore;
import dev.heddle.platform.catalog.CatalogStore.PackRow;
import dev.heddle.platform.catalog.CatalogStore.Shipped;
import dev.heddle.platform.catalog.CatalogStoreContract;
import dev.heddle.platform.keys.ServerKey;
import dev.heddle.platform.policies.PolicyStore;
import dev.heddle.platform.queues.QueueDocument;
import dev.heddle.platform.queues.QueueStore;
import dev.heddle.platform.queues.QueueStore.Listed;
import dev.heddle.platform.queues.QueueStore.NewItem;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.policy.PostgresPolicyStore;
import dev.heddle.postgres.queue.PostgresQueueStore;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PostgresCatalogStoreTest extends CatalogStoreContract {

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

  private List<String> policies() {
    return new PostgresPolicyStore(database.database())
        .all().stream().map(row -> row.ref() + " of " + row.pack() + row.document()).toList();
  }

  private static PackRow pack() {
    return new PackRow("demo", "L", "D", "1", true, "/x", "{}", Instant.EPOCH, Instant.EPOCH);
  }

  private static Shipped shipped(String... refs) {
    return new Shipped(
        Stream.of(refs).map(ref -> new Shipped.Document(ref, "{\"v\":2}")).toList(), List.of());
  }

  private static Shipped queues(String action, String... refs) {
    return new Shipped(
        List.of(),
        Stream.of(refs)
            .map(ref ->
                new Shipped.Document(
                    ref, "{\"ref\":\"" + ref + "\",\"dispatch_action\":\"" + action + "\"}"))
            .toList());
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

  @Test
  @DisplayName("S1-133, S1-163: queues come, change and go with their pack; work in them does not")
  void queuesComeAndGoWithTheirPack() {
    QueueStore queues = new PostgresQueueStore(database.database(), KEY);
    store().savePack(pack(), List.of(), queues("demo.old", "demo.a", "demo.b"));
    for (String queue : List.of("demo.a", "demo.b")) {
      assertThat(queues.pause(queue, true, Instant.EPOCH)).isTrue();
    }
    MapValue payload = Value.map("n", Value.of(1));
    queues.put(new NewItem("demo.b", null, 0, payload), WorkQueue.Update.IMMUTABLE, Instant.EPOCH);

    store().savePack(pack(), List.of(), queues("demo.new", "demo.b"));
    assertThat(queues.all()).hasSize(1);
    Listed changed = queues.all().getFirst();
    assertThat(changed.queue().action()).isEqualTo("demo.new");
    assertThat(changed.paused()).isTrue();
    assertThat(changed.waiting()).isEqualTo(1);

    store().savePack(pack(), List.of(), queues("demo.new", "demo.c"));
    assertThat(queues.all())
        .extracting(each -> each.queue().ref() + " " + each.queue().accepting())
        .containsExactly("demo.b false", "demo.c true");
    assertThat(
            queues.cancel(
                "demo.b", queues.items("demo.b", null, 0, 1).getFirst().id(), Instant.EPOCH))
        .isTrue();
    store().savePack(pack(), List.of(), queues("demo.new", "demo.c"));
    assertThat(queues.all()).extracting(each -> each.queue().ref()).containsExactly("demo.c");

    queues.add(
        QueueDocument.stored("{\"ref\":\"demo.own\",\"dispatch_action\":\"demo.x\"}"),
        "",
        Instant.EPOCH);
    store().deletePack("demo");
    assertThat(queues.all()).extracting(each -> each.queue().ref()).containsExactly("demo.own");
  }

  @Override
  protected CatalogStore store() {
    return new PostgresCatalogStore(database.database());
  }
}
