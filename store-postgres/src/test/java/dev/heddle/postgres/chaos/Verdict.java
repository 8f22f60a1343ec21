package dev.heddle.postgres.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.loop.EngineNode;
import dev.heddle.engine.port.ExecutionQueries.Filter;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.postgres.Database;
import dev.heddle.postgres.TestDatabase;
import dev.heddle.postgres.execution.PostgresExecutionQueries;
import dev.heddle.values.MapValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether everything ended as if nothing had happened. */
final class Verdict {

  /** Rows of each flow after a run without any trouble; the same for every test. */
  private static Map<String, List<String>> calm = Map.of();

  private final Database database;
  private final PostgresExecutionQueries queries;
  private final Path effects;

  Verdict(Database database, Path effects) {
    this.database = database;
    this.queries = new PostgresExecutionQueries(database, new OpenSeal());
    this.effects = effects;
  }

  /** Waits until nothing runs any more. */
  void awaitEnd(Duration patience) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Instant deadline = Instant.now().plus(patience);
    while (queries.counts().containsKey(ExecutionStatus.RUNNING)) {
      assertThat(Instant.now()).as("all executions end: %s", queries.counts()).isBefore(deadline);
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  /** Fails unless it is all right; else what there was, in words. */
  String check(Set<ExecutionId> accepted) throws Exception {
    List<Execution> all = queries.list(Filter.ALL, 0, 100_000).items();
    assertThat(all).extracting(Execution::id).containsAll(accepted);
    assertThat(accepted).isNotEmpty();
    Map<String, List<String>> expected = calm(effects.resolveSibling("calm"));
    Map<String, Integer> carriedOut = carriedOut();
    int tasks = 0;
    for (Execution execution : all) {
      List<TaskExecution> rows = queries.tasks(execution.id());
      tasks += rows.size();
      assertThat(rows(execution, rows))
          .as("execution %s", execution.id())
          .isEqualTo(expected.get(execution.workflow()));
      for (TaskExecution row : rows) {
        if (ran(row)) {
          assertThat(carriedOut).containsKey(new AttemptId(execution.id(), row.key()).toString());
        }
      }
    }
    long repeated = carriedOut.values().stream().filter(count -> count > 1).count();
    return "%d executions (%d accepted), %d task rows, %d attempts, %d of them more than once"
        .formatted(all.size(), accepted.size(), tasks, carriedOut.size(), repeated);
  }

  Database database() {
    return database;
  }

  private Map<String, Integer> carriedOut() throws Exception {
    Map<String, Integer> counts = new HashMap<>();
    for (String line : Files.readAllLines(effects)) {
      counts.merge(line.substring(0, line.indexOf(' ')), 1, Integer::sum);
    }
    return counts;
  }

  /** Whether a runner carried it out: no sleeps, groups, iterations as a whole, nested ones. */
  private static boolean ran(TaskExecution row) {
    return row.child() == null
        && (row.status() == TaskStatus.COMPLETED || row.status() == TaskStatus.FAILED)
        && !Set.of("pause", "group").contains(row.name())
        && !(row.name().equals("each") && !row.key().isItem());
  }

  /** How an execution ended and each of its attempts, without what differs from run to run. */
  private static List<String> rows(Execution execution, List<TaskExecution> rows) {
    List<String> lines = new ArrayList<>();
    for (TaskExecution row : rows) {
      lines.add(row.name() + " " + row.key() + " " + row.status() + " " + row.result());
    }
    lines.sort(null);
    lines.add(execution.status() + " " + execution.result());
    return lines;
  }

  /** The same flows without any trouble, by workflow. */
  private static synchronized Map<String, List<String>> calm(Path effects) throws Exception {
    if (!calm.isEmpty()) {
      return calm;
    }
    try (TestDatabase test = TestDatabase.create()) {
      CountDownLatch ended = new CountDownLatch(ChaosFlows.count() + 2);
      EffectRunner runner = new EffectRunner(effects, "calm", () -> {});
      try (EngineNode engine = ChaosNode.engine(test.database(), runner, Duration.ofSeconds(5))) {
        var _ = engine.watchEnds(_ -> ended.countDown());
        for (long definition = 1; definition <= ChaosFlows.count(); definition++) {
          engine
              .start(definition, MapValue.EMPTY, Execution.Origin.startedBy("calm"))
              .get(10, TimeUnit.SECONDS);
        }
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      }
      PostgresExecutionQueries queries =
          new PostgresExecutionQueries(test.database(), new OpenSeal());
      Map<String, List<String>> byWorkflow = new HashMap<>();
      for (Execution execution : queries.list(Filter.ALL, 0, 100).items()) {
        assertThat(execution.status()).isEqualTo(ExecutionStatus.COMPLETED);
        byWorkflow.put(execution.workflow(), rows(execution, queries.tasks(execution.id())));
      }
      calm = Map.copyOf(byWorkflow);
      return calm;
    }
  }
}
