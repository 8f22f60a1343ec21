package dev.heddle.postgres.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.Answer;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.queues.QueueItem;
import dev.heddle.platform.queues.QueueItem.State;
import dev.heddle.platform.queues.QueueStore;
import dev.heddle.platform.queues.Queues;
import dev.heddle.platform.queues.dispatch.Dispatcher;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.queue.PostgresQueueStore;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work queues on a real engine and database, whose action is done at once. */
@Timeout(20)
final class WorkQueueTest {

  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private TestDatabase database;
  private TestSite site;
  private QueueStore store;
  private Queues queues;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    site = new TestSite(database.database());
    store = new PostgresQueueStore(database.database(), TestSite.KEY);
    queues = new Queues(store, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    dispatchers.forEach(Dispatcher::close);
    site.close();
    database.close();
  }

  private Dispatcher dispatcher() {
    Dispatcher made =
        new Dispatcher(
            store,
            site.engine,
            site.workflows,
            (_, _) -> true,
            site.automation.events(),
            Clock.systemUTC());
    dispatchers.add(made);
    return made;
  }

  private static <T> T done(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T>(T value) -> value;
      case Answer.Refused<T>(var refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  private static MapValue json(String text) {
    return (MapValue) Json.read(text.replace('\'', '"'));
  }

  private void queue(String more) {
    done(queues.create(json("{'ref': 'demo.q', 'dispatch_action': 'core.take'" + more + "}"), ""));
  }

  private QueueStore.Put put(@Nullable String key, int priority, String payload) {
    return done(queues.put("demo.q", key, priority, json(payload)));
  }

  private List<QueueItem> items() {
    return done(queues.items("demo.q", null, 0, 1_000)).stream()
        .sorted(Comparator.comparingLong(QueueItem::id))
        .toList();
  }

  private static void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(5_000_000);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  private void untilAll(State state) {
    until(() -> items().stream().allMatch(each -> each.state() == state));
  }

  @Test
  @DisplayName("S1-163: higher priority first, FIFO within; S1-164: success completes")
  void higherPriorityFirst() {
    queue("");
    put("a", 0, "{'n': 1}");
    put("b", 0, "{'n': 2}");
    put("c", 5, "{'n': 3}");
    dispatcher().start();
    untilAll(State.COMPLETED);

    assertThat(
            items().stream()
                .sorted(Comparator.comparing(each -> String.valueOf(each.execution())))
                .map(QueueItem::key))
        .containsExactly("c", "a", "b");
    assertThat(items()).allMatch(each -> each.attempts() == 1);
  }

  @Test
  @DisplayName("S1-163: a paused queue hands nothing out until it is resumed")
  void aPausedQueueHandsNothingOut() {
    queue("");
    put("a", 0, "{'n': 1}");
    done(queues.pause("demo.q", true));
    Dispatcher dispatcher = dispatcher();
    dispatcher.step("demo.q");
    assertThat(items()).allMatch(each -> each.state() == State.QUEUED);

    done(queues.pause("demo.q", false));
    dispatcher.start();
    untilAll(State.COMPLETED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          immutable   | {'a': 1, 'b': 2}
          replace     | {'b': null, 'c': {'d': 4}}
          merge_patch | {'a': 1, 'c': {'d': 4}}
          """)
  @DisplayName("S1-163: the same key while pending updates as the strategy says")
  void theSameKeyUpdates(String strategy, String payload) {
    queue(", 'update_strategy': '" + strategy + "'");
    QueueStore.Put first = put("k", 0, "{'a': 1, 'b': 2}");
    QueueStore.Put second = put("k", 7, "{'b': null, 'c': {'d': 4}}");

    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(items()).hasSize(1);
    assertThat(items().getFirst().payload()).isEqualTo(json(payload));
  }

  @Test
  @DisplayName("S1-163: what a queue does not take is refused")
  void refusesWhatItDoesNotTake() {
    queue(", 'allow_pending_update': false, 'item_schema': {'type': 'object', 'required': ['n']}");
    put("k", 0, "{'n': 1}");

    assertThat(queues.put("demo.q", "k", null, json("{'n': 2}")))
        .isInstanceOf(Answer.Refused.class);
    assertThat(queues.put("demo.q", "l", null, MapValue.EMPTY)).isInstanceOf(Answer.Refused.class);
    QueueItem waiting = items().getFirst();
    assertThat(done(queues.cancel("demo.q", waiting.id())).state()).isEqualTo(State.CANCELLED);
    assertThat(queues.cancel("demo.q", waiting.id())).isInstanceOf(Answer.Refused.class);
    done(
        queues.replace(
            "demo.q",
            json("{'ref': 'demo.q', 'dispatch_action': 'core.take', 'accepting_new_items': false}"),
            ""));
    assertThat(queues.put("demo.q", null, null, json("{'n': 1}")))
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  @DisplayName("S1-164: a partial acknowledgement settles item by item, retries up to the limit")
  void partialAcknowledgement() {
    queue(", 'batch_mode': 'batch', 'config': {'dispatch': {'batch_size': 10, 'retry_limit': 1}}");
    for (String key : List.of("completed", "failed", "skipped", "retry", "unnamed")) {
      put(key, 0, "{}");
    }
    site.answers =
        input -> {
          List<Value> said = new ArrayList<>();
          if (input.get("items") instanceof ListValue given) {
            for (Value each : given.items()) {
              MapValue item = (MapValue) each;
              String key = ((TextValue) item.getOr("item_key", Value.nothing())).text();
              if (!key.equals("unnamed")) {
                said.add(
                    MapValue.builder()
                        .put("id", item.getOr("id", Value.nothing()))
                        .put("status", key)
                        .build());
              }
            }
          }
          return MapValue.builder()
              .put("version", new IntegerValue(1))
              .put("items", new ListValue(said))
              .build();
        };
    dispatcher().start();
    until(() ->
        items().stream()
            .noneMatch(each ->
                each.state() == State.QUEUED
                    || each.state() == State.LEASED
                    || each.state() == State.RETRY));

    assertThat(items())
        .extracting(each -> each.key() + " " + each.state().label() + " " + each.attempts())
        .containsExactly(
            "completed completed 1",
            "failed failed 1",
            "skipped skipped 1",
            "retry failed 2",
            "unnamed failed 2");
  }

  @Test
  @DisplayName("S1-164: a dispatch that was lost before it started is started by who owns its id")
  void aLostDispatchIsStarted() throws Exception {
    queue("");
    put("a", 0, "{}");
    try (Connection connection = database.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE work_queue_item SET state = 'leased', attempts = 1, execution = "
              + site.engine.newId().number());
    }
    dispatcher().start();

    untilAll(State.COMPLETED);
    assertThat(items().getFirst().attempts()).isEqualTo(1);
  }

  @Test
  @DisplayName("S1-165: one event at the begin and one at the end of a burst, on two servers")
  void oneEventEach() {
    queue(", 'config': {'dispatch': {'concurrency': 3}}");
    for (int i = 0; i < 30; i++) {
      put(null, 0, "{'n': " + i + "}");
    }
    dispatcher().start();
    dispatcher().start();
    untilAll(State.COMPLETED);
    until(() -> events("core.queue_empty").size() == 1);

    assertThat(events("core.queue_started")).hasSize(1);
    assertThat(items()).extracting(QueueItem::execution).doesNotHaveDuplicates();
    put(null, 0, "{}");
    until(() -> events("core.queue_empty").size() == 2);
    assertThat(events("core.queue_started")).hasSize(2);
  }

  private List<Event> events(String trigger) {
    return site.events.events(new EventFilter(trigger, null, Reach.ALL), 0, 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'ref': 'nodot', 'dispatch_action': 'a.b'}                              | ref
          {'ref': 'p.x'}                                                          | dispatch_action
          {'ref': 'p.x', 'dispatch_action': 'a.b', 'batch_mode': 'all'}           | batch_mode
          {'ref': 'p.x', 'dispatch_action': 'a.b', 'update_strategy': 'x'}        | update_strategy
          {'ref': 'p.x', 'dispatch_action': 'a.b', 'limit': 1}                    | limit
          {'ref': 'p.x', 'dispatch_action': 'a.b', 'config': {'dispatch': {'concurrency': 0}}} \
          | config.dispatch.concurrency
          """)
  @DisplayName("S1-163: what is wrong with a queue is said by path")
  void wrongQueuesAreRefused(String document, String path) {
    Answer<QueueStore.Listed> answer = queues.create(json(document), "");
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    if (answer instanceof Answer.Refused<QueueStore.Listed>(var refusal)) {
      assertThat(refusal.fields()).extracting(each -> each.path()).contains(path);
    }
  }
}
