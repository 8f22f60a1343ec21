package dev.heddle.bench.engine;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.operations.Retention;
import dev.heddle.postgres.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * W7: W3 and lists once more when a million executions lie in the database, and W3 while these are
 * being removed.
 */
final class Growth implements Workload {

  private static final int LISTS = 21;

  /** Comparisons a round: one takes some tenths of a second, and the disk varies more than that. */
  private static final int COMPARISONS = 5;

  private static final int FAILURES = 200;
  private static final int PAGE = 50;
  private static final Duration AGE = Duration.ofHours(1);
  private static final ExecutionQueries.Filter FAILED =
      new ExecutionQueries.Filter(Set.of(ExecutionStatus.FAILED), "bench.short", null, null, false);
  private static final Metric RATE =
      Metric.of("W7", "W3 with the database full, to empty", Metric.Unit.PER_SECOND)
          .aim(Aim.atLeastTimesFloor(0.9, 1));
  private static final Metric LIST =
      Metric.of("W7", "newest 50 executions, full to empty", Metric.Unit.MILLISECONDS)
          .aim(Aim.atMostTimesFloor(1.1, 1));
  private static final Metric SEARCH =
      Metric.of("W7", "failed ones of a workflow, full to empty", Metric.Unit.MILLISECONDS)
          .aim(Aim.atMostTimesFloor(1.1, 1));
  private static final Metric BESIDE_RETENTION =
      Metric.of("W7", "W3 while old ones are removed, to without", Metric.Unit.PER_SECOND)
          .aim(Aim.atLeastTimesFloor(0.9, 1));
  private static final Metric REMOVED =
      Metric.of("W7", "executions removed meanwhile", Metric.Unit.PER_SECOND);

  private final Site site;

  Growth(Site site) {
    this.site = site;
  }

  @Override
  public int rounds(int wanted) {
    return 1;
  }

  @Override
  public void measure(Results results) throws Exception {
    Path home = site.directory().resolve("growth");
    try (Installation full = Installation.create(home);
        Database database = Database.openEmbedded(home, _ -> {})) {
      long definition = full.definition("short");
      Throughput.stepsPerSecond(full, definition);
      History history = new History(database);
      history.multiply(full.start(definition).id(), site.options().finished());
      fail(full, history);
      fail(site.installation(), new History(site.database()));
      // In turn, for the disk is not the same from one minute to the next.
      for (int i = 0; i <= site.options().rounds(); i++) {
        compare(full, site.installation(), i == 0 ? new Results() : results);
      }
      for (int i = 0; i < site.options().rounds() * COMPARISONS; i++) {
        retain(full, results);
      }
    }
  }

  /** Lists show a page of failed ones, as many in either database. */
  private static void fail(Installation installation, History history) throws Exception {
    Execution original = installation.start(installation.definition("short"));
    history.multiplyFailed(original.id(), FAILURES);
    history.tidy();
  }

  private static void compare(Installation full, Installation empty, Results results)
      throws Exception {
    for (int i = 0; i < COMPARISONS; i++) {
      results.add(
          RATE,
          Throughput.stepsPerSecond(full, full.definition("short")),
          Throughput.stepsPerSecond(empty, empty.definition("short")));
    }
    results.add(
        LIST, list(full, ExecutionQueries.Filter.ALL), list(empty, ExecutionQueries.Filter.ALL));
    results.add(SEARCH, list(full, FAILED), list(empty, FAILED));
  }

  /** All but those of the bench itself are older than it. */
  private static void retain(Installation full, Results results) throws Exception {
    long definition = full.definition("short");
    double alone = Throughput.stepsPerSecond(full, definition);
    Retention retention = full.wiring().retention();
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      long from = System.nanoTime();
      Future<Optional<Retention.Removed>> removal =
          beside.submit(() -> retention.prune(AGE, enough::get));
      double together = Throughput.stepsPerSecond(full, definition);
      enough.set(true);
      double seconds = (System.nanoTime() - from) / 1e9;
      results.add(BESIDE_RETENTION, together, alone);
      results.add(REMOVED, removal.get().orElseThrow().executions() / seconds);
    }
  }

  private static double list(Installation installation, ExecutionQueries.Filter filter)
      throws Exception {
    ExecutionQueries queries = installation.wiring().queries();
    return Latencies.of(LISTS, _ -> queries.list(filter, 0, PAGE)).median();
  }
}
