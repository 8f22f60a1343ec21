package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.execution.PostgresExecutionQueries;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills engines on a real database, again and again (S1-124, U-05, U-07). */
class KillTest {

  private static final int KILLS = Integer.getInteger("heddle.chaos.kills", 100);
  private static final int STANDBYS = 2;

  @TempDir Path directory;

  @Test
  @DisplayName("S1-124, U-07: killed again and again, every execution ends as if nothing happened")
  void endsAsIfNothingHappened() throws Exception {
    Path effects = directory.resolve("effects");
    long seed = Long.getLong("heddle.chaos.seed", 1);
    Random random = new Random(seed);
    Set<ExecutionId> accepted = new HashSet<>();
    try (TestDatabase test = TestDatabase.create()) {
      Deque<ChaosNode> standbys = new ArrayDeque<>();
      try {
        for (int kill = 0; kill <= KILLS; kill++) {
          while (standbys.size() < STANDBYS) {
            standbys.add(
                new ChaosNode(test.url(), effects, "life" + kill + "." + standbys.size(), 60));
          }
          ChaosNode node = standbys.removeFirst();
          node.awaitWaiting();
          if (kill == KILLS) {
            node.begin("");
            new Verdict(test.database(), effects).awaitEnd(Duration.ofSeconds(60));
          } else {
            live(node, random);
          }
          node.kill();
          accepted.addAll(node.accepted());
        }
      } finally {
        standbys.forEach(ChaosNode::close);
      }
      checkOnceInALife(effects);
      System.out.println(
          KILLS + " kills: " + new Verdict(test.database(), effects).check(accepted));
    }
  }

  private static void checkOnceInALife(Path effects) throws Exception {
    Set<String> seen = new HashSet<>();
    for (String line : Files.readAllLines(effects)) {
      assertThat(seen.add(line)).as("once in a life: " + line).isTrue();
    }
  }

  /** Lets a node live for a random time, or until it has done some work. */
  private static void live(ChaosNode node, Random random) throws Exception {
    switch (random.nextInt(3)) {
      case 0 -> node.begin("");
      case 1 -> {
        node.begin("2 3 4 5 6");
        node.awaitJoined();
      }
      default -> {
        node.begin("2 3 4 5 6");
        node.awaitJoined();
        node.awaitEffects(1 + random.nextInt(25));
      }
    }
    assertThat(node.runs(5 + random.nextInt(146))).as("it lives until killed").isTrue();
  }

  /** Waits until a living node has all partitions that servers share. */
  private static void awaitOwner(Database database, Instant deadline) throws Exception {
    String sql =
        """
        SELECT count(*) FROM partition_lease l JOIN engine_node n USING (node)
        WHERE l.partition < 128 AND n.node = (SELECT max(node) FROM engine_node)
        """;
    try (Connection connection = database.connection();
        PreparedStatement count = connection.prepareStatement(sql)) {
      while (true) {
        try (ResultSet row = count.executeQuery()) {
          row.next();
          if (row.getInt(1) == 128) {
            return;
          }
        }
        assertThat(Instant.now()).as("the other takes over").isBefore(deadline);
      }
    }
  }

  @Test
  @DisplayName("U-07: the partitions of a process that died are free at once, whatever its lease")
  void takeoverIsImmediate() throws Exception {
    try (TestDatabase test = TestDatabase.create();
        ChaosNode node = new ChaosNode(test.url(), directory.resolve("effects"), "only", 60)) {
      node.awaitWaiting();
      node.begin("2");
      node.awaitJoined();
      PostgresLeaseStore leases = new PostgresLeaseStore(test.database());
      long next = leases.join("next", 1, Duration.ofSeconds(60));
      assertThat(leases.acquire(next, Range.SHARED, 128)).isEmpty();
      node.kill();
      Instant killed = Instant.now();
      Set<Integer> taken = new HashSet<>();
      while (taken.isEmpty()) {
        taken.addAll(leases.acquire(next, Range.SHARED, 128));
        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(5));
      }
      assertThat(taken).hasSize(128);
      leases.leave(next);
    }
  }

  @Test
  @DisplayName("U-07: of two engines one is killed; the other goes on with its executions")
  void theOtherTakesOver() throws Exception {
    Path effects = directory.resolve("effects");
    try (TestDatabase test = TestDatabase.create();
        ChaosNode one = new ChaosNode(test.url(), effects, "one", 5);
        ChaosNode other = new ChaosNode(test.url(), effects, "other", 5)) {
      one.awaitWaiting();
      other.awaitWaiting();
      one.begin("2 3 4 5 6 2 3 4 5 6");
      one.awaitJoined();
      other.begin("");
      other.awaitJoined();
      one.kill();
      awaitOwner(test.database(), Instant.now().plusSeconds(5));
      new Verdict(test.database(), effects).awaitEnd(Duration.ofSeconds(60));
      Set<ExecutionId> accepted = one.accepted();
      PostgresExecutionQueries queries =
          new PostgresExecutionQueries(test.database(), new OpenSeal());
      List<Execution> all = queries.list(Filter.ALL, 0, 100).items();
      assertThat(all).extracting(Execution::id).containsAll(accepted);
      assertThat(all)
          .allSatisfy(
              execution -> assertThat(execution.status()).isEqualTo(ExecutionStatus.COMPLETED));
    }
  }
}
