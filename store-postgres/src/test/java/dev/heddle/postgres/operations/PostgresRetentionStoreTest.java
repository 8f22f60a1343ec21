package dev.heddle.postgres.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ArtifactPath;
import dev.heddle.engine.port.ArtifactStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.operations.Retention;
import dev.heddle.platform.operations.RetentionStore;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.testkit.StepClock;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PostgresRetentionStoreTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private final TestDatabase test = TestDatabase.create();
  private final RetentionStore store = new PostgresRetentionStore(test.database());
  private final Objects objects = new Objects();
  private final Retention retention = new Retention(store, objects, InstantSource.fixed(NOW));
  private int counter;

  @BeforeEach
  void store() throws SQLException {
    definition(1, "now() - interval '10 years'");
    definition(2, "now() - interval '10 years'");
    definition(3, "now()");
  }

  @AfterEach
  void close() {
    test.close();
  }

  private void definition(int id, String at) throws SQLException {
    execute(
        """
        INSERT INTO workflow_definition (id, bundle, checksum, ref, version, dialect, label, text_name,
          text, document, created_at)
        OVERRIDING SYSTEM VALUE
        VALUES (%d, 0, '%d', 'a.b', '1', 'flow', '', '', '', '{}', %s)
        """
            .formatted(id, id, at));
  }

  /** An execution with a task, an inquiry and a log line. */
  private long execution(
      int startedDaysAgo, @Nullable Integer endedDaysAgo, String parent, String retryOf)
      throws SQLException {
    Instant started = NOW.minus(Duration.ofDays(startedDaysAgo));
    long id = ExecutionId.of(started.toEpochMilli(), 3, ++counter).number();
    String ended =
        endedDaysAgo == null ? "NULL" : "'" + NOW.minus(Duration.ofDays(endedDaysAgo)) + "'";
    execute(
        """
        INSERT INTO workflow_execution (id, partition, workflow, definition, status,
          parent_execution, depth, retry_of, started_by, parameters, variables, started_at,
          finished_at)
        VALUES (%d, 3, 'a.b', 1, '%s', %s, 0, %s, 'ada', '{}', '{}', '%s', %s)
        """
            .formatted(
                id, endedDaysAgo == null ? "running" : "failed", parent, retryOf, started, ended));
    execute(
        """
        INSERT INTO workflow_task_execution (execution_id, node, activation, item, attempt, name,
          status, in_group, scheduled_at, scheduled_seq, ended_seq, settled_seq)
        VALUES (%d, 0, 1, -1, 1, 'a', 'failed', -1, '%s', 1, 2, 3)
        """
            .formatted(id, started));
    execute(
        """
        INSERT INTO inquiry (execution_id, node, activation, item, attempt, task, prompt, schema,
          status, created_at)
        VALUES (%d, 0, 1, -1, 1, 'a', '?', '{}', 'expired', '%s')
        """
            .formatted(id, started));
    execute(
        "INSERT INTO task_log (execution_id, stream, at, line) VALUES (%d, 'stdout', '%s', 'x')"
            .formatted(id, started));
    return id;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Set<Long> ids(String column, String table) throws SQLException {
    Set<Long> ids = new TreeSet<>();
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + column + " FROM " + table)) {
      while (row.next()) {
        ids.add(row.getLong(1));
      }
    }
    return ids;
  }

  @Test
  void whatEndedLongAgoGoesWithAllThatBelongsToIt() throws Exception {
    execution(100, 90, "NULL", "NULL");
    long parent = execution(80, 70, "NULL", "NULL");
    long child = execution(80, 71, String.valueOf(parent), "NULL");
    execution(79, 72, String.valueOf(child), "NULL");
    long recent = execution(60, 10, "NULL", "NULL");
    long running = execution(90, null, "NULL", "NULL");

    assertThat(retention.count(MONTH)).isEqualTo(4);
    assertThat(retention.prune(MONTH, () -> false)).contains(new Retention.Removed(4, 1));

    for (String table : new String[] {"workflow_task_execution", "inquiry", "task_log"}) {
      assertThat(ids("execution_id", table)).as(table).containsExactlyInAnyOrder(running, recent);
    }
    assertThat(ids("id", "workflow_execution")).containsExactlyInAnyOrder(running, recent);
    assertThat(ids("id", "workflow_definition")).containsExactly(1L, 3L);
  }

  @Test
  @DisplayName("what rules have still to start, or start again and again, stays")
  void definitionsThatRulesUseStay() throws Exception {
    execute(
        """
        INSERT INTO enforcement (id, event, rule, trigger, action, state, reason, parameters,
          warnings, definition, started_by, created_at)
        SELECT n, n, 'p.r', 't', 'a', s, '', '{}', '[]', n, 'ada', now()
        FROM (VALUES (1, 'created'), (2, 'waiting'), (4, 'processed')) AS e (n, s)
        """);
    for (int id = 4; id < 8; id++) {
      definition(id, "now() - interval '10 years'");
    }
    execute(
        """
        INSERT INTO pack (ref, label, description, version, enabled, directory, content,
          installed_at, updated_at)
        VALUES ('here', '', '', '', true, '', '', now(), now())
        """);
    execute("UPDATE workflow_definition SET ref = 'here.act', text_name = 'here.act' WHERE id = 5");
    execute("UPDATE workflow_definition SET ref = 'gone.act', text_name = 'gone.act' WHERE id = 6");
    execute("UPDATE workflow_definition SET ref = 'core.x', text_name = 'core.x' WHERE id = 7");

    retention.prune(MONTH, () -> false);

    assertThat(ids("id", "workflow_definition")).containsExactly(1L, 2L, 3L, 5L, 7L);
  }

  @Test
  @DisplayName("executions of a definition are looked up by an index")
  void definitionsAreLookedUpByAnIndex() throws Exception {
    for (int i = 0; i < 3; i++) {
      execution(10, 5, "NULL", "NULL");
    }
    StringBuilder plan = new StringBuilder();
    try (Connection connection = test.database().connection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      try (ResultSet row =
          statement.executeQuery(
              "EXPLAIN "
                  + PostgresRetentionStore.DEFINITIONS.replace(
                      "?", "'2026-01-01T00:00:00Z'::timestamptz"))) {
        while (row.next()) {
          plan.append(row.getString(1)).append('\n');
        }
      }
    }
    assertThat(plan.toString())
        .contains("workflow_execution_workflow")
        .doesNotContain("Seq Scan on workflow_execution");
  }

  @Test
  void whatHasANestedExecutionThatRunsOrIsContinuedStays() throws Exception {
    long parent = execution(80, 70, "NULL", "NULL");
    long child = execution(80, null, String.valueOf(parent), "NULL");
    long failed = execution(80, 70, "NULL", "NULL");
    long again = execution(1, null, "NULL", String.valueOf(failed));

    assertThat(retention.prune(MONTH, () -> false)).contains(new Retention.Removed(0, 1));

    assertThat(ids("id", "workflow_execution"))
        .containsExactlyInAnyOrder(parent, child, failed, again);
  }

  @Test
  @DisplayName(
      "S3-65: what scripts stored goes with their executions, after them, or the next time")
  void whatScriptsStoredGoesToo() throws Exception {
    execution(100, 90, "NULL", "NULL");
    execute("UPDATE workflow_definition SET dialect = 'script'");
    long old = execution(80, 70, "NULL", "NULL");
    long kept = execution(60, 10, "NULL", "NULL");
    execute(
        "UPDATE workflow_execution SET definition = 2 WHERE id <> " + old + " AND id <> " + kept);
    execute("UPDATE workflow_definition SET dialect = 'flow' WHERE id = 2");

    objects.isAway = true;
    assertThat(retention.prune(MONTH, () -> false).orElseThrow().executions()).isEqualTo(2);
    assertThat(ids("id", "workflow_execution")).containsExactly(kept);
    assertThat(ids("execution_id", "artifact_removal")).containsExactly(old);

    objects.isAway = false;
    retention.prune(MONTH, () -> false);
    assertThat(objects.deleted).containsExactly(new ExecutionId(old));
    assertThat(ids("execution_id", "artifact_removal")).isEmpty();
  }

  @Test
  void whatOneThatStaysContinuedStays() throws Exception {
    long failed = execution(80, 70, "NULL", "NULL");
    long again = execution(69, 10, "NULL", String.valueOf(failed));
    execution(79, 60, "NULL", String.valueOf(execution(80, 70, "NULL", "NULL")));

    retention.prune(MONTH, () -> false);

    assertThat(ids("id", "workflow_execution")).containsExactlyInAnyOrder(failed, again);
  }

  /** A store of objects that can be away. */
  private static final class Objects implements ArtifactStore {
    final List<ExecutionId> deleted = new ArrayList<>();
    boolean isAway;

    @Override
    public void put(ArtifactPath path, byte[] content) {}

    @Override
    public Optional<Content> open(ArtifactPath path) {
      return Optional.empty();
    }

    @Override
    public void deleteAll(Collection<ExecutionId> executions) throws IOException {
      if (isAway) {
        throw new IOException("away");
      }
      deleted.addAll(executions);
    }

    @Override
    public URI sign(ArtifactPath path, Access access, Duration validFor) {
      return URI.create("http://none/");
    }

    @Override
    public void close() {}
  }

  @Test
  void batchesAreBoundedAndGoOnWhereTheLastEnded() throws Exception {
    for (int i = 0; i < 5; i++) {
      execution(90 - i, 80 - i, "NULL", "NULL");
    }
    Instant before = NOW.minus(MONTH);

    RetentionStore.Batch first = store.remove(before, 0, 2);
    RetentionStore.Batch second = store.remove(before, first.last(), 2);
    RetentionStore.Batch third = store.remove(before, second.last(), 2);

    assertThat(first.removed() + second.removed()).isEqualTo(4);
    assertThat(second.more()).isTrue();
    assertThat(third).isEqualTo(new RetentionStore.Batch(1, third.last(), false));
  }

  /** An event, and what one rule made of it. */
  private long event(int daysAgo, String state, @Nullable Long execution) throws SQLException {
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    long id = ExecutionId.of(at.toEpochMilli(), 3, ++counter).number();
    execute(
        "INSERT INTO event (id, trigger, source, payload, created_at)"
            + " VALUES (%d, 'core.alert', 'test', '{}', '%s')".formatted(id, at));
    execute(
        """
        INSERT INTO enforcement (id, event, rule, trigger, action, state, reason, parameters,
          warnings, definition, execution, started_by, created_at)
        VALUES (%d, %d, 'p.r', 'core.alert', 'a.b', '%s', '', '{}', '[]', 1, %s, 'ada', '%s')
        """
            .formatted(id, id, state, execution, at));
    return id;
  }

  @Test
  @DisplayName("S1-157: old events go with what rules made of them; what is still needed stays")
  void oldEvents() throws Exception {
    long ended = execution(60, 50, "NULL", "NULL");
    long recent = execution(60, 10, "NULL", "NULL");
    long running = execution(60, null, "NULL", "NULL");
    event(90, "disabled", null);
    event(80, "skipped", null);
    event(60, "processed", ended);
    event(60, "processed", 12345L);
    Set<Long> stay =
        new TreeSet<>(
            List.of(
                event(60, "processed", running),
                event(60, "processed", recent),
                event(90, "created", 12346L),
                event(90, "waiting", null),
                event(29, "disabled", null)));

    assertThat(retention.pruneEvents(MONTH, () -> false)).isEqualTo(4);

    assertThat(ids("id", "event")).isEqualTo(stay);
    assertThat(ids("event", "enforcement")).isEqualTo(stay);
    assertThat(retention.pruneEvents(MONTH, () -> false)).isZero();
  }

  @Test
  @DisplayName(
      "S1-157: as time passes they go, in batches of which those that stay are passed over")
  void oldEventsInBatches() throws Exception {
    for (int i = 0; i < 5; i++) {
      event(90 - i, i % 2 == 0 ? "waiting" : "processed", null);
    }
    Instant before = NOW.minus(MONTH);
    RetentionStore.Batch first = store.removeEvents(before, 0, 2);
    RetentionStore.Batch second = store.removeEvents(before, first.last(), 2);
    RetentionStore.Batch third = store.removeEvents(before, second.last(), 2);

    assertThat(List.of(first.removed(), second.removed(), third.removed()))
        .containsExactly(1, 1, 0);
    assertThat(List.of(first.more(), second.more(), third.more()))
        .containsExactly(true, true, false);
    execute("UPDATE enforcement SET state = 'processed'");
    StepClock clock = new StepClock();
    clock.advanceTo(NOW.minus(Duration.ofDays(61)));
    Retention stepped = new Retention(store, objects, clock);
    assertThat(stepped.pruneEvents(MONTH, () -> false)).isZero();
    clock.advance(Duration.ofDays(2));
    assertThat(stepped.pruneEvents(MONTH, () -> true)).isZero();
    assertThat(stepped.pruneEvents(MONTH, () -> false)).isEqualTo(1);
    clock.advance(Duration.ofDays(4));
    assertThat(stepped.pruneEvents(MONTH, () -> false)).isEqualTo(2);
  }

  private void item(int createdDaysAgo, int changedDaysAgo, String state) throws SQLException {
    execute(
        """
        INSERT INTO work_queue_item (queue, priority, payload, state, due_at, created_at, updated_at)
        VALUES ('p.q', 0, '{}', '%s', now(), '%s', '%s')
        """
            .formatted(
                state,
                NOW.minus(Duration.ofDays(createdDaysAgo)),
                NOW.minus(Duration.ofDays(changedDaysAgo))));
  }

  @Test
  @DisplayName("S1-163: items of queues go when they have ended long ago")
  void oldQueueItems() throws Exception {
    execute(
        "INSERT INTO work_queue (ref, document, owner, created_at, updated_at)"
            + " VALUES ('p.q', '{}', 'ada', now(), now())");
    for (String state : List.of("completed", "failed", "skipped", "cancelled")) {
      item(90, 80, state);
    }
    for (String state : List.of("queued", "leased", "retry")) {
      item(90, 80, state);
    }
    item(90, 10, "completed");
    item(10, 10, "completed");
    Instant before = NOW.minus(MONTH);
    assertThat(store.removeQueueItems(before, 0, 2).more()).isTrue();
    assertThat(store.removeQueueItems(before, 8, 1).more()).as("behind a young one").isFalse();

    assertThat(retention.pruneQueueItems(MONTH, () -> false)).isEqualTo(2);
    assertThat(ids("id", "work_queue_item")).containsExactly(5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void oneProcessRemovesAtATime() throws Exception {
    execution(90, 80, "NULL", "NULL");
    try (RetentionStore.Claim _ = store.claim().orElseThrow()) {
      assertThat(retention.prune(MONTH, () -> false)).isEmpty();
    }
    assertThat(retention.prune(MONTH, () -> false)).contains(new Retention.Removed(1, 2));
  }

  @Test
  void aServerThatStopsStopsRemoving() throws Exception {
    execution(90, 80, "NULL", "NULL");

    assertThat(retention.prune(MONTH, () -> true)).contains(new Retention.Removed(0, 0));
  }
}
