package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.pack.PackFolder;
import dev.heddle.platform.pack.PackReader;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.event.TestSite;
import dev.heddle.postgres.policy.PostgresClaimStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules, under limits of 1, 5 and 50, while the servers that take events in are killed, connections
 * cut and executions cancelled (issue 5). Whoever sends an event repeats it until it is accepted.
 * {@code -Dheddle.chaos.events=3400 -Dheddle.chaos.event-kills=60} makes 10,200 executions.
 */
class RuleKillTest {

  private static final int EVENTS = Integer.getInteger("heddle.chaos.events", 120);
  private static final int KILLS = Integer.getInteger("heddle.chaos.event-kills", 3);
  private static final List<Integer> LIMITS = List.of(1, 5, 50);
  private static final int EXECUTIONS = EVENTS * LIMITS.size();

  private final Random random = new Random(Long.getLong("heddle.chaos.seed", 1));
  private final CountDownLatch never = new CountDownLatch(1);
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<String> sent = new LinkedHashSet<>();
  private final List<ChildProgram> servers = new ArrayList<>();

  @Test
  @DisplayName(
      "S1-155, S1-161, U-07: whatever dies, each event gives one execution per rule, no slot leaks")
  void eachEventOncePerRule(@TempDir Path packs) throws Exception {
    try (TestDatabase test = TestDatabase.create()) {
      install(test.database(), packs);
      try {
        servers.add(RuleNode.start(test, this::hear));
        servers.add(RuleNode.start(test, this::hear));
        for (int kill = 0; kill < KILLS; kill++) {
          int before = sent.size();
          send(EVENTS * (kill + 1) / KILLS);
          untilAccepted(before + 1);
          trouble(test.database());
          untilAccepted(before + 1 + random.nextInt(sent.size() - before));
          servers.get(kill % 2).kill();
          servers.set(kill % 2, RuleNode.start(test, this::hear));
        }
        untilAccepted(EVENTS);
        awaitEnd(test.database());
      } finally {
        servers.forEach(ChildProgram::close);
      }
      check(test.database());
    }
  }

  private static void install(Database database, Path packs) {
    PackFolder folder = PackFolder.of(packs, "demo");
    for (int limit : LIMITS) {
      String ref = "demo.limit" + limit;
      folder.workflow("limit" + limit, "core.noop");
      folder.file(
          "rules/limit%d.yaml".formatted(limit),
          "{ref: %s, trigger_ref: %s, action_ref: %s}".formatted(ref, RuleNode.TRIGGER, ref));
      folder.file(
          "policies/limit%d.yaml".formatted(limit),
          "{ref: %s, action_ref: %s, concurrency: {limit: %d}}".formatted(ref, ref, limit));
    }
    try (TestSite site = new TestSite(database)) {
      site.packs.install(PackReader.read(folder.directory()).pack().orElseThrow());
    }
  }

  private void hear(String line) {
    String start = "accepted ";
    if (line.startsWith(start)) {
      accepted.add(line.substring(start.length()));
    }
  }

  /** Sends further events, some of them to both servers at once. */
  private void send(int upTo) {
    for (int i = sent.size(); i < upTo; i++) {
      String key = "event-" + i;
      sent.add(key);
      int server = random.nextInt(2);
      servers.get(server).say("emit " + key);
      if (random.nextInt(4) == 0) {
        servers.get(1 - server).say("emit " + key);
      }
    }
  }

  /** Repeats what was not accepted: its server may be dead, or could not store it. */
  private void untilAccepted(int count) throws InterruptedException {
    Instant deadline = Instant.now().plusSeconds(60);
    for (int waited = 1; accepted.size() < count; waited++) {
      assertThat(Instant.now()).as("%s accepted", accepted.size()).isBefore(deadline);
      assertThat(never.await(2, TimeUnit.MILLISECONDS)).isFalse();
      if (waited % 200 == 0) {
        for (String key : sent) {
          if (!accepted.contains(key)) {
            servers.get(random.nextInt(2)).say("emit " + key);
          }
        }
      }
    }
  }

  /** People cancel, connections break, and all the time no limit is exceeded. */
  private void trouble(Database database) throws Exception {
    for (int look = 0; look < 8; look++) {
      checkLimits(database);
      if (random.nextInt(3) == 0) {
        numbers(
                database,
                "SELECT id FROM workflow_execution WHERE finished_at IS NULL ORDER BY random()")
            .stream()
            .findFirst()
            .ifPresent(id -> servers.get(random.nextInt(2)).say("cancel " + new ExecutionId(id)));
      }
      if (random.nextInt(6) == 0) {
        Backends.cutSome(database);
      }
      assertThat(never.await(5 + random.nextInt(20), TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void checkLimits(Database database) throws Exception {
    for (int limit : LIMITS) {
      String ref = "demo.limit" + limit;
      String underWay =
          "SELECT count(*) FROM workflow_execution WHERE finished_at IS NULL"
              + " AND status <> 'requested' AND workflow = '"
              + ref
              + "'";
      assertThat(count(database, underWay)).as("running " + ref).isLessThanOrEqualTo(limit);
    }
  }

  private void awaitEnd(Database database) throws Exception {
    Instant deadline = Instant.now().plusSeconds(30 + EVENTS / 10);
    String ended = "SELECT count(*) FROM workflow_execution WHERE finished_at IS NOT NULL";
    String left = "SELECT count(*) FROM enforcement WHERE state <> 'processed'";
    while (count(database, ended) < EXECUTIONS || count(database, left) > 0) {
      checkLimits(database);
      assertThat(Instant.now()).as("%d ended", count(database, ended)).isBefore(deadline);
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void check(Database database) throws Exception {
    assertThat(count(database, "SELECT count(*) FROM event")).isEqualTo(EVENTS);
    assertThat(count(database, "SELECT count(DISTINCT (event, rule)) FROM enforcement"))
        .isEqualTo(EXECUTIONS);
    assertThat(count(database, "SELECT count(*) FROM enforcement")).isEqualTo(EXECUTIONS);
    String started =
        "SELECT count(DISTINCT e.id) FROM workflow_execution e JOIN enforcement f"
            + " ON f.execution = e.id AND f.action = e.workflow";
    assertThat(count(database, started)).isEqualTo(EXECUTIONS);
    assertThat(count(database, "SELECT count(*) FROM workflow_execution")).isEqualTo(EXECUTIONS);
    String cancelled = "SELECT count(*) FROM workflow_execution WHERE status = 'cancelled'";
    String completed =
        """
        SELECT count(*) FROM workflow_execution e WHERE e.status = 'completed' AND 1 =
          (SELECT count(*) FROM workflow_task_execution t
            WHERE t.execution_id = e.id AND t.status = 'completed')
        """;
    assertThat(count(database, completed)).isEqualTo(EXECUTIONS - count(database, cancelled));
    PostgresClaimStore claims = new PostgresClaimStore(database);
    claims.tidy();
    for (int limit : LIMITS) {
      ClaimStore.Queue line = claims.queue("demo.limit" + limit, 1);
      assertThat(line.held() + line.queued()).as("limit %d", limit).isZero();
    }
    System.out.printf(
        "%d kills, %d events, %d executions, %d of them cancelled%n",
        KILLS, EVENTS, EXECUTIONS, count(database, cancelled));
  }

  private static long count(Database database, String sql) throws Exception {
    return numbers(database, sql).getFirst();
  }

  private static List<Long> numbers(Database database, String sql) throws Exception {
    return Backends.ask(() -> read(database, sql));
  }

  private static List<Long> read(Database database, String sql) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
      return numbers;
    }
  }
}
