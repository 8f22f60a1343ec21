package dev.heddle.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.message.Consumers;
import dev.heddle.platform.message.MemoryConsumerStore;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.event.TestSite;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("needs-rabbitmq")
@Timeout(60)
final class ConsumedOnceTest {

  private static final int MESSAGES = 600;
  private static final int CUTS = 3;

  @Test
  @DisplayName("S1-143, S1-155: with the connection cut again and again nothing is lost or doubled")
  void nothingIsLostOrDoubled(@TempDir Path packs) throws Exception {
    TestRabbit rabbit = TestRabbit.get();
    rabbit.declare("once");
    try (TestDatabase database = TestDatabase.create();
        TestSite site = new TestSite(database.database());
        CuttableLine line = new CuttableLine(rabbit.port());
        RabbitBroker broker = new RabbitBroker();
        Consumers consumers =
            new Consumers(
                site.rules,
                site.automation.events(),
                site.keys,
                broker,
                new MemoryConsumerStore(),
                Clock.systemUTC())) {
      OrderedPack.install(site, packs, line.port(), "once", List.of("ship"));
      consumers.start();
      for (int cut = 0; cut < CUTS; cut++) {
        int from = cut * MESSAGES / CUTS;
        List<String> ids =
            IntStream.range(from, from + MESSAGES / CUTS).mapToObj(i -> "m" + i).toList();
        rabbit.publish(
            "once",
            ids,
            ids.stream()
                .map(id -> TestRabbit.utf8("{\"order\": " + id.substring(1) + "}"))
                .toList());
        until(() -> orders(site).size() > from);
        line.cut();
      }
      until(() -> orders(site).size() >= MESSAGES && waiting(rabbit) == 0);
      assertThat(orders(site)).hasSize(MESSAGES).doesNotHaveDuplicates();
      site.until(MESSAGES);
      assertThat(waiting(rabbit)).isZero();
    }
  }

  private static int waiting(TestRabbit rabbit) {
    try {
      return rabbit.waiting("once") + rabbit.waiting("once.dead");
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static List<String> orders(TestSite site) {
    EventFilter filter = new EventFilter(OrderedPack.TRIGGER, null, Reach.ALL);
    return site.events.events(filter, 0, 2 * MESSAGES).stream()
        .map(Event::payload)
        .map(payload -> String.valueOf(payload.get("order")))
        .toList();
  }

  private static void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      assertThat(Thread.interrupted()).isFalse();
    }
  }
}
