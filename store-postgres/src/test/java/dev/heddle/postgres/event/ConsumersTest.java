package dev.heddle.postgres.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.message.Broker.Message;
import dev.heddle.platform.message.ConsumerStore;
import dev.heddle.platform.message.ConsumerStore.Standing;
import dev.heddle.platform.message.ConsumerStore.State;
import dev.heddle.platform.message.Consumers;
import dev.heddle.platform.message.MemoryBroker;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.values.TextValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
@DisplayName("S1-143, S1-144: messages of a queue become events")
final class ConsumersTest {

  private static final String TRIGGER = "demo.ordered";

  private final MemoryBroker broker = new MemoryBroker();
  private final List<Consumers> running = new ArrayList<>();
  private TestDatabase database;
  private TestSite site;
  private ConsumerStore store;

  @BeforeEach
  void start(@TempDir Path packs) throws IOException {
    database = TestDatabase.create();
    site = new TestSite(database.database());
    store = new PostgresConsumerStore(database.database());
    broker.declare("orders");
    PackFolder folder = PackFolder.of(packs, "demo");
    folder.file(
        "triggers/ordered.yaml",
        """
        ref: demo.ordered
        label: An order came in
        type: rabbitmq
        consume:
          url: amqp://broker.example
          queue: orders
          username: eve
          password_key: broker.password
          prefetch: 2
          max_bytes: 100
        output: {order: {type: integer, required: true}}
        """);
    folder.file(
        "rules/ship.yaml", "ref: demo.ship\ntrigger_ref: demo.ordered\naction_ref: core.noop\n");
    site.packs.install(PackReader.read(folder.directory()).pack().orElseThrow());
    site.keys.set(
        new KeyOwner(KeyOwner.Type.PACK, "demo"),
        "broker.password",
        "",
        new TextValue(MemoryBroker.PASSWORD),
        true);
  }

  @AfterEach
  void stop() {
    running.forEach(Consumers::close);
    site.close();
    database.close();
  }

  private Consumers consumers() {
    Consumers made =
        new Consumers(
            site.rules, site.automation.events(), site.keys, broker, store, Clock.systemUTC());
    running.add(made);
    made.start();
    return made;
  }

  private void publish(String id, String body) {
    broker.publish("orders", new Message(Optional.of(id), body.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> orders() {
    return site.events.events(new EventFilter(TRIGGER, null, Reach.ALL), 0, 1_000).stream()
        .map(Event::payload)
        .map(payload -> String.valueOf(payload.get("order")))
        .sorted()
        .toList();
  }

  private Standing standing() {
    return store.standing(TRIGGER).orElseThrow();
  }

  private static void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  private void untilTaken(long count) {
    until(() -> store.standing(TRIGGER).filter(each -> each.taken() >= count).isPresent());
  }

  @Test
  @DisplayName("one event per message; what comes twice under one id is one")
  void oneEventPerMessage() {
    String longId = "x".repeat(300);
    publish("a", "{\"order\": 1}");
    publish("b", "{\"order\": 2}");
    publish("a", "{\"order\": 1}");
    publish(longId, "{\"order\": 3}");
    publish(longId, "{\"order\": 3}");
    consumers();
    untilTaken(5);

    assertThat(orders()).containsExactly("1", "2", "3");
    assertThat(broker.waiting("orders")).isZero();
    site.until(3);
    assertThat(standing().state()).isEqualTo(State.CONSUMING);
  }

  @Test
  @DisplayName("what does not fit is rejected, with its reason in the trigger's state")
  void whatDoesNotFitIsRejected() {
    publish("a", "{\"order\": \"none\"}");
    publish("b", "no JSON");
    publish("c", "{\"order\": 1, \"text\": \"" + "x".repeat(100) + "\"}");
    publish("d", "{\"order\": 4}");
    consumers();
    untilTaken(1);
    until(() -> standing().refused() == 3);

    assertThat(orders()).containsExactly("4");
    assertThat(broker.rejected())
        .extracting(each -> each.id().orElseThrow())
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(standing().refusal()).isNotNull();
  }

  @Test
  @DisplayName(
      "only while a rule uses it; a key that is missing is said, and found when it is there")
  void onlyWithARuleAndAKey() {
    KeyOwner pack = new KeyOwner(KeyOwner.Type.PACK, "demo");
    site.keys.delete(pack, "broker.password");
    publish("a", "{\"order\": 1}");
    Consumers consumers = consumers();
    until(() -> store.standing(TRIGGER).filter(s -> s.state() == State.WAITING).isPresent());
    assertThat(standing().reason()).contains("no key `broker.password`");
    assertThat(standing().retryAt()).isNotNull();

    site.keys.set(
        KeyOwner.SYSTEM, "broker.password", "", new TextValue(MemoryBroker.PASSWORD), true);
    untilTaken(1);
    site.rules.enable("demo.ship", false);
    until(() -> standing().state() == State.OFF);
    assertThat(standing().held()).isFalse();
    publish("b", "{\"order\": 2}");
    assertThat(broker.waiting("orders")).isEqualTo(1);
    assertThat(consumers.obstacle(site.rules.book().trigger(TRIGGER).orElseThrow()))
        .contains("no enabled rule uses it");
    site.rules.enable("demo.ship", true);
    untilTaken(2);
  }

  @Test
  @DisplayName("of two servers one consumes; the other takes over; a cut loses and doubles nothing")
  void oneServerConsumes() {
    Consumers first = consumers();
    until(() -> store.standing(TRIGGER).filter(s -> s.state() == State.CONSUMING).isPresent());
    consumers();
    for (int i = 0; i < 40; i++) {
      publish("m" + i, "{\"order\": " + (100 + i) + "}");
      if (i % 10 == 5) {
        broker.cut();
      }
    }
    untilTaken(1);
    assertThat(broker.consuming()).isLessThanOrEqualTo(1);
    first.close();
    until(() -> orders().size() >= 40);
    until(() -> broker.waiting("orders") == 0 && standing().state() == State.CONSUMING);

    assertThat(orders()).hasSize(40).doesNotHaveDuplicates();
    assertThat(broker.consuming()).isEqualTo(1);
  }
}
