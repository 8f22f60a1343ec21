package dev.heddle.platform.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.access.Access;
import dev.heddle.platform.access.MemoryAccessStore;
import dev.heddle.platform.access.RunningAttempts;
import dev.heddle.platform.audit.MemoryAuditStore;
import dev.heddle.platform.event.Automation;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.event.MemoryEventStore;
import dev.heddle.platform.event.MemoryRuleStore;
import dev.heddle.platform.event.MemoryTimerStore;
import dev.heddle.platform.event.MemoryWebhookStore;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.executions.Bench;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class SensorsTest {

  @TempDir private Path packs;
  private final Bench bench = new Bench();
  private final MemoryEventStore store = new MemoryEventStore(_ -> false);

  private void file(String name, String text) throws IOException {
    Path file = packs.resolve("watch").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<Event> stored() {
    return store.events(new EventFilter("watch.tick", null, Reach.ALL), 0, 100);
  }

  @Test
  @DisplayName("S1-156: what a sensor prints is stored once it can be, each line, in order")
  void nothingIsLostMeanwhile() throws IOException {
    file("pack.yaml", "ref: watch\nlabel: W\ndescription: W\nversion: '1'\n");
    file("triggers/tick.yaml", "ref: watch.tick\nlabel: T\noutput: {n: {type: integer}}\n");
    file("sensors/ticker.yaml", "ref: watch.ticker\nlabel: S\ntrigger_types: watch.tick\n");
    file(
        "sensors/ticker.sh",
        "for n in 1 2 3; do echo '{\"payload\": {\"n\": '$n'}}'; done; read x");
    file(
        "rules/on.yaml",
        "ref: watch.on\ntrigger_ref: watch.tick\naction_ref: core.noop\nconditions: {n: 0}\n");
    bench.packs.installAll(packs);
    AtomicInteger failures = new AtomicInteger(3);
    store.watch(_ -> {
      if (failures.getAndDecrement() > 0) {
        throw new IllegalStateException("the database is away");
      }
    });
    MemoryAccessStore known = new MemoryAccessStore();
    Access access =
        Access.over(
            known,
            known,
            new MemoryAuditStore(),
            RunningAttempts.of(bench.store),
            bench.key,
            bench.clock);
    Rules rules = new Rules(bench.live, new MemoryRuleStore(), bench.clock);
    try (Automation automation =
            new Automation(
                new Automation.Ports(
                    bench.engine,
                    bench.workflows,
                    bench.live,
                    rules,
                    store,
                    new MemoryTimerStore(),
                    new MemoryWebhookStore(),
                    (_, _) -> true,
                    bench.clock));
        Sensors sensors =
            new Sensors(
                rules,
                automation.events(),
                access.tokens(),
                new MemorySensorStore(),
                bench.clock)) {
      sensors.start(URI.create("http://127.0.0.1:1"));
      while (stored().size() < 3) {
        LockSupport.parkNanos(10_000_000);
      }
      assertThat(stored().reversed())
          .extracting(event -> event.payload().toString())
          .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }
  }
}
