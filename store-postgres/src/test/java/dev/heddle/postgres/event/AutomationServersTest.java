package dev.heddle.postgres.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.event.Enforcement;
import dev.heddle.platform.event.Event;
import dev.heddle.platform.event.EventStore;
import dev.heddle.platform.event.EventStore.EnforcementFilter;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.platform.event.EventStore.Happening;
import dev.heddle.platform.event.Events;
import dev.heddle.platform.rule.Rule;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers on one database: whatever is delivered how often, each rule acts once on it. */
@Timeout(60)
final class AutomationServersTest {

  private TestDatabase database;
  private TestSite one;
  private TestSite two;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    one = new TestSite(database.database());
    one.packs.create("demo", "Demo", "", "1");
    two = new TestSite(database.database());
  }

  @AfterEach
  void stop() {
    two.close();
    one.close();
    database.close();
  }

  private void rule(String name, String trigger, String more) {
    String text =
        "{\"ref\": \"demo.%s\", \"trigger_ref\": \"%s\", \"action_ref\": \"core.noop\" %s}"
            .formatted(name, trigger, more);
    Answer<Rule> made = one.rules.create((MapValue) Json.read(text), "");
    assertThat(made).isInstanceOf(Answer.Done.class);
    two.rules.refresh();
  }

  private static void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private List<Enforcement> enforcements(Enforcement.State state) {
    return one.events.enforcements(
        new EnforcementFilter(null, null, state, null, Reach.ALL), 0, 1_000);
  }

  private long executions() {
    return count("SELECT count(*) FROM workflow_execution");
  }

  private long count(String sql) {
    try (Connection connection = database.database().connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  @DisplayName("S1-155: an event delivered many times on two servers gives one execution per rule")
  void deliveredManyTimes() throws Exception {
    rule("first", "core.alert", "");
    rule("second", "core.alert", "");
    Set<ExecutionId> known = new HashSet<>();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer<Events.Accepted>>> sent = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        TestSite site = i % 2 == 0 ? one : two;
        String key = "message " + i / 20;
        sent.add(
            senders.submit(
                () -> site.automation.events().emit("core.alert", "test", key, MapValue.EMPTY)));
      }
      for (Future<Answer<Events.Accepted>> each : sent) {
        if (each.get() instanceof Answer.Done<Events.Accepted>(Events.Accepted accepted)) {
          known.add(accepted.event());
        }
      }
    }
    assertThat(known).hasSize(5);
    until(() -> enforcements(Enforcement.State.PROCESSED).size() == 10);
    assertThat(executions()).isEqualTo(10);
    assertThat(enforcements(Enforcement.State.PROCESSED))
        .extracting(Enforcement::execution)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("a timer fires once at each time, although both servers look")
  void timersFireOnce() {
    rule(
        "often",
        "core.intervaltimer",
        ", \"trigger_params\": {\"unit\": \"seconds\", \"interval\": 1}");
    until(() -> enforcements(Enforcement.State.PROCESSED).size() >= 2);
    one.rules.enable("demo.often", false);
    two.rules.refresh();
    List<Event> events =
        one.events.events(new EventFilter("core.intervaltimer", null, Reach.ALL), 0, 100);
    assertThat(events)
        .extracting(event -> String.valueOf(event.payload().get("scheduled_at")))
        .doesNotHaveDuplicates();
    until(() -> enforcements(Enforcement.State.CREATED).isEmpty());
    assertThat(executions()).isEqualTo(enforcements(Enforcement.State.PROCESSED).size());
  }

  @Test
  @DisplayName("S1-146: a past fire_at fires once at once, and never again after a restart")
  void onceIsOnce() {
    rule(
        "once",
        "core.datetimetimer",
        ", \"trigger_params\": {\"fire_at\": \"2020-01-01T00:00:00Z\"}");
    until(() -> enforcements(Enforcement.State.PROCESSED).size() == 1);
    one.close();
    one = new TestSite(database.database());
    one.rules.enable("demo.once", false);
    one.rules.enable("demo.once", true);
    rule(
        "later",
        "core.datetimetimer",
        ", \"trigger_params\": {\"fire_at\": \"2020-01-02T00:00:00Z\"}");
    until(() -> enforcements(Enforcement.State.PROCESSED).size() == 2);
    assertThat(enforcements(Enforcement.State.PROCESSED))
        .extracting(Enforcement::rule)
        .containsExactlyInAnyOrder("demo.once", "demo.later");
  }

  @Test
  @DisplayName("what a server stored and did not start before it died is started by another, once")
  void leftBehind() {
    rule("left", "core.alert", "");
    Instant now = Instant.now().minusSeconds(10);
    Event event = new Event(one.engine.newId(), "core.alert", null, "test", MapValue.EMPTY, now);
    one.automation.events().emit("core.alert", "test", null, MapValue.EMPTY);
    until(() -> enforcements(Enforcement.State.PROCESSED).size() == 1);
    Enforcement like = enforcements(Enforcement.State.PROCESSED).getFirst();
    Enforcement left =
        new Enforcement(
            one.engine.newId(),
            event.id(),
            like.rule(),
            like.trigger(),
            like.action(),
            Enforcement.State.CREATED,
            "",
            like.parameters(),
            List.of(),
            like.definition(),
            one.engine.newId(),
            null,
            "system",
            List.of(),
            now);
    one.automation.close();
    one.engine.close();
    assertThat(two.events.record(List.of(new Happening(event, null, List.of(left))))).hasSize(1);
    until(() -> enforcements(Enforcement.State.PROCESSED).size() == 2);
    assertThat(executions()).isEqualTo(2);
  }

  @Test
  @DisplayName("overlap queue: what waits at the gate of a rule passes one after the other")
  void overlapping() {
    rule("overlapping", "core.alert", ", \"overlap\": \"queue\"");
    one.automation.events().emit("core.alert", "test", null, MapValue.EMPTY);
    one.automation.events().emit("core.alert", "test", null, MapValue.EMPTY);
    until(() -> enforcements(Enforcement.State.PROCESSED).size() == 2);
    assertThat(executions()).as("queued ones start one after the other").isEqualTo(2);
    assertThat(count("SELECT count(*) FROM enforcement WHERE gate = 'rule:demo.overlapping'"))
        .isEqualTo(2);
    until(() ->
        one.events
            .progress("demo.overlapping", "rule:demo.overlapping")
            .equals(Map.of("completed", 2L)));
    count("WITH gone AS (DELETE FROM workflow_execution RETURNING 1) SELECT count(*) FROM gone");
    assertThat(one.events.progress("demo.overlapping", "rule:demo.overlapping"))
        .isEqualTo(Map.of(EventStore.REMOVED, 2L));
    assertThat(one.events.progress("demo.other", "rule:demo.overlapping")).isEmpty();
  }
}
