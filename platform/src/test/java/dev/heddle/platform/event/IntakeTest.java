package dev.heddle.platform.event;

import static dev.heddle.platform.executions.Bench.done;
import static dev.heddle.platform.executions.Bench.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.event.EventStore.Happening;
import dev.heddle.platform.event.Intake.News;
import dev.heddle.platform.event.Intake.Taken;
import dev.heddle.platform.executions.Bench;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class IntakeTest {

  private final Bench bench = new Bench();
  private final MemoryEventStore store = new MemoryEventStore(_ -> false);
  private final Rules rules = new Rules(bench.live, new MemoryRuleStore(), bench.clock);
  private final Starting starting =
      new Starting(bench.engine, store, bench.workflows::obstacle, bench.clock);
  private final Intake intake =
      new Intake(
          rules,
          new Matching(new Targets(bench.workflows, bench.live), (_, _) -> true),
          store,
          starting,
          bench.engine,
          bench.clock);
  private final Events events = new Events(rules, store, intake);

  @AfterEach
  void stop() {
    intake.close();
    starting.close();
  }

  private CompletableFuture<Taken> take(String key) {
    return intake.take(new News("core.alert", null, "test", key, MapValue.EMPTY, null));
  }

  private int stored() {
    return store.events(new EventFilter(null, null, Reach.ALL), 0, 100).size();
  }

  @Test
  @DisplayName("Security row 27: an event that cannot be stored keeps no others from being stored")
  void onePoisonedEvent() throws InterruptedException {
    Semaphore begun = new Semaphore(0);
    Semaphore go = new Semaphore(0);
    store.watch(happenings -> {
      begun.release();
      go.acquireUninterruptibly();
      if (happenings.stream().map(Happening::key).anyMatch("poison"::equals)) {
        throw new IllegalStateException("it cannot be stored");
      }
    });
    CompletableFuture<Taken> first = take("first");
    begun.acquire();
    CompletableFuture<Taken> second = take("second");
    CompletableFuture<Taken> poison = take("poison");
    CompletableFuture<Taken> third = take("third");
    go.release(100);

    assertThat(List.of(first.join(), second.join(), third.join()))
        .noneMatch(Taken::known)
        .hasSize(3);
    assertThat(poison.handle((_, failed) -> failed).join()).hasMessageContaining("cannot be");
    assertThat(stored()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 2000})
  @DisplayName("Security row 27: a key has at most 255 characters, and the refusal says so")
  void longKeys(int length) {
    var answer = events.emit("core.alert", "test", "k".repeat(length), MapValue.EMPTY);
    if (length <= Events.LONGEST_KEY) {
      assertThat(done(answer).known()).isFalse();
      return;
    }
    assertThat(refusal(answer).code()).isEqualTo("invalid_key");
    assertThat(refusal(answer).message()).contains(String.valueOf(length), "255");
    assertThat(stored()).isZero();
  }

  @Test
  @DisplayName("Security row 27: what can never start is given up and says why")
  void whatCanNeverStart() {
    Enforcement lost =
        new Enforcement(
            bench.engine.newId(),
            bench.engine.newId(),
            "demo.r",
            "core.alert",
            "demo.gone",
            Enforcement.State.CREATED,
            "",
            MapValue.EMPTY,
            List.of(),
            999L,
            bench.engine.newId(),
            null,
            "ada",
            List.of(),
            bench.clock.instant());
    Event event =
        new Event(lost.event(), "core.alert", null, "test", MapValue.EMPTY, bench.clock.instant());
    store.record(List.of(new Happening(event, null, List.of(lost))));
    bench.clock.advance(Duration.ofSeconds(10));

    starting.recover();

    Enforcement given = store.enforcement(lost.id()).orElseThrow();
    assertThat(given.state()).isEqualTo(Enforcement.State.DISABLED);
    assertThat(given.reason()).contains("is gone");
  }

  @Test
  @DisplayName("Security row 27: a key that the database cannot hold is refused")
  void brokenKeys() {
    var answer = events.emit("core.alert", "test", "a\0b", MapValue.EMPTY);
    assertThat(refusal(answer).code()).isEqualTo("invalid_key");
  }
}
