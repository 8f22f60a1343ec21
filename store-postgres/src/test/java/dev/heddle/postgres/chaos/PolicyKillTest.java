package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.loop.EngineOptions;
import dev.heddle.engine.loop.EnginePorts;
import dev.heddle.engine.policy.Admissions;
import dev.heddle.engine.port.ClaimStore.Queue;
import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.policy.Policy;
import dev.heddle.platform.policies.PolicyDocument;
import dev.heddle.platform.policies.PolicyStore;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.execution.PostgresExecutionQueries;
import dev.heddle.postgres.execution.PostgresExecutionStore;
import dev.heddle.postgres.execution.PostgresInbox;
import dev.heddle.postgres.execution.PostgresLeaseStore;
import dev.heddle.postgres.execution.PostgresLogStore;
import dev.heddle.postgres.policy.PostgresClaimStore;
import dev.heddle.postgres.policy.PostgresPolicyStore;
import dev.heddle.values.Json;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits of 1, 5 (by key) and 50 while servers are killed, executions cancelled and connections cut
 * (issue 5). {@code -Dheddle.chaos.limited=10000 -Dheddle.chaos.limited-kills=100} is the long run.
 */
class PolicyKillTest {

  private static final int EXECUTIONS = Integer.getInteger("heddle.chaos.limited", 90);
  private static final int KILLS = Integer.getInteger("heddle.chaos.limited-kills", 4);

  @TempDir Path directory;

  private final Random random = new Random(Long.getLong("heddle.chaos.seed", 1));

  private int cancels;
  private int cuts;

  @Test
  @DisplayName(
      "S1-161, U-07: slots in use are live holders whatever is killed, and the lines empty")
  void nothingLeaks() throws Exception {
    try (TestDatabase test = TestDatabase.create()) {
      putPolicies(test.database());
      List<ChaosNode> servers = new ArrayList<>();
      servers.add(server(test, 0));
      servers.add(server(test, 1));
      try (Admissions admissions =
              new Admissions(new PostgresClaimStore(test.database()), Clock.systemUTC());
          EngineNode visitor = visitor(test.database(), admissions)) {
        for (int kill = 0; kill < KILLS; kill++) {
          servers.get(kill % 2).begin(some(EXECUTIONS / KILLS));
          trouble(test.database(), visitor);
          servers.get(kill % 2).kill();
          servers.set(kill % 2, server(test, kill + 2));
        }
        awaitEnd(test.database());
      } finally {
        servers.forEach(ChaosNode::close);
      }
      PostgresClaimStore claims = new PostgresClaimStore(test.database());
      claims.tidy();
      for (int limit : ChaosFlows.LIMITS) {
        Queue line = claims.queue(ChaosFlows.policy(limit), 10);
        assertThat(line.held() + line.queued()).as("limit %d", limit).isZero();
      }
      assertThat(underWay(test.database())).isEmpty();
      System.out.printf(
          "%d kills, %d cancels, %d times connections cut: %s%n",
          KILLS,
          cancels,
          cuts,
          new PostgresExecutionQueries(test.database(), new OpenSeal()).counts());
    }
  }

  private static void putPolicies(Database database) {
    PostgresPolicyStore policies = new PostgresPolicyStore(database);
    for (int limit : ChaosFlows.LIMITS) {
      Policy policy =
          new Policy(
              ChaosFlows.policy(limit),
              "",
              new Policy.Scope.OfAction("t.limited" + limit),
              Optional.of(
                  new Policy.Concurrency(
                      limit, Policy.Method.ENQUEUE, limit == 5 ? List.of("key") : List.of())),
              Optional.empty(),
              List.of(),
              0,
              true);
      String document = Json.write(PolicyDocument.write(policy));
      Instant now = Instant.now();
      policies.save(new PolicyStore.Row(policy.ref(), null, document, now, now));
    }
  }

  private ChaosNode server(TestDatabase test, int number) throws Exception {
    ChaosNode node = new ChaosNode(test.url(), directory.resolve("effects"), "server" + number, 5);
    node.awaitWaiting();
    node.begin("");
    return node;
  }

  /** It may take over what the killed leave, so it rules too. */
  private EngineNode visitor(Database database, Admissions admissions) {
    EnginePorts ports =
        new EnginePorts(
            new PostgresExecutionStore(database, new OpenSeal()),
            new PostgresLeaseStore(database),
            new PostgresInbox(database, new OpenSeal()),
            new PostgresLogStore(database),
            ChaosFlows.catalog(),
            new EffectRunner(directory.resolve("effects"), "visitor", () -> {}),
            Clock.systemUTC());
    EngineNode visitor =
        EngineNode.start(EngineOptions.visitor("visitor"), ports.admittedBy(admissions));
    admissions.start(visitor);
    return visitor;
  }

  private String some(int count) {
    return random
        .ints(count, 0, ChaosFlows.LIMITS.size())
        .mapToObj(each -> String.valueOf(ChaosFlows.LIMITED_DEFINITION + each))
        .collect(Collectors.joining(" "));
  }

  /** Looks at the lines while people cancel and connections break. */
  private void trouble(Database database, EngineNode visitor) throws Exception {
    PostgresExecutionQueries queries = new PostgresExecutionQueries(database, new OpenSeal());
    CountDownLatch never = new CountDownLatch(1);
    for (int look = 0; look < 15; look++) {
      checkLimits(database);
      List<Execution> all = Backends.ask(() -> queries.list(Filter.ALL, 0, 1_000).items());
      if (!all.isEmpty() && random.nextInt(4) == 0) {
        cancels++;
        var _ =
            visitor.submit(
                all.get(random.nextInt(all.size())).id(),
                new Command.Cancel("somebody", Optional.empty()));
      }
      if (random.nextInt(8) == 0) {
        cuts++;
        Backends.cutSome(database);
      }
      assertThat(never.await(20 + random.nextInt(40), TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private static void checkLimits(Database database) throws Exception {
    PostgresClaimStore claims = new PostgresClaimStore(database);
    for (int limit : ChaosFlows.LIMITS) {
      Map<String, Long> held =
          Backends.ask(() -> claims.queue(ChaosFlows.policy(limit), 100_000)).holders().stream()
              .collect(Collectors.groupingBy(each -> each.claim().key(), Collectors.counting()));
      held.values().forEach(count -> assertThat(count).isLessThanOrEqualTo(limit));
    }
    Backends.ask(() -> underWay(database))
        .forEach((counted, attempts) ->
            assertThat(attempts)
                .as("attempts under way of %s", counted)
                .isLessThanOrEqualTo(counted.limit()));
  }

  /** What is counted together. */
  private record Counted(int limit, String key) {}

  /** What really runs, whatever the claims say. */
  private static Map<Counted, Long> underWay(Database database) throws Exception {
    String sql =
        """
        SELECT substring(e.workflow from '[0-9]+$')::int AS limited, t.name, count(*)
        FROM workflow_task_execution t JOIN workflow_execution e ON e.id = t.execution_id
        WHERE e.finished_at IS NULL AND t.status IN ('scheduled', 'running')
        GROUP BY 1, 2
        """;
    Map<Counted, Long> found = new HashMap<>();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        int limit = row.getInt(1);
        found.merge(
            new Counted(limit, limit == 5 ? row.getString(2) : ""), row.getLong(3), Long::sum);
      }
    }
    return found;
  }

  private static void awaitEnd(Database database) throws Exception {
    PostgresExecutionQueries queries = new PostgresExecutionQueries(database, new OpenSeal());
    CountDownLatch never = new CountDownLatch(1);
    Instant deadline = Instant.now().plusSeconds(30 + EXECUTIONS / 5);
    while (Backends.ask(queries::counts).keySet().stream()
        .anyMatch(status -> !status.isTerminal())) {
      checkLimits(database);
      assertThat(Instant.now()).as("all end: %s", queries.counts()).isBefore(deadline);
      assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(queries.counts())
        .as("nothing but completed and cancelled")
        .containsOnlyKeys(
            queries.counts().keySet().stream()
                .filter(status ->
                    status == ExecutionStatus.COMPLETED || status == ExecutionStatus.CANCELLED)
                .toArray(ExecutionStatus[]::new));
  }
}
