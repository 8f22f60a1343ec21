package dev.heddle.bench.engine;

import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.postgres.Database;
import java.nio.file.Path;
import java.util.Set;

/** W7: W3 and lists once more when a million executions lie in the database. */
final class Growth implements Workload {

  private static final int LISTS = 20;
  private static final int PAGE = 50;
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

  private final Site site;

  Growth(Site site) {
    this.site = site;
  }

  @Override
  public int rounds(int wanted) {
    return 1;
  }

  private record Reading(double rate, double list, double search) {}

  @Override
  public void measure(Results results) throws Exception {
    Path home = site.directory().resolve("growth");
    try (Installation installation = Installation.create(home);
        Database database = Database.openEmbedded(home, _ -> {})) {
      long definition = installation.definition("short");
      installation.run(definition, 5_000);
      History history = new History(database);
      history.tidy();
      Reading empty = read(installation, definition);
      history.multiply(installation.start(definition).id(), site.options().finished());
      history.tidy();
      Reading full = read(installation, definition);
      results.add(RATE, full.rate(), empty.rate());
      results.add(LIST, full.list(), empty.list());
      results.add(SEARCH, full.search(), empty.search());
    }
  }

  private static Reading read(Installation installation, long definition) throws Exception {
    return new Reading(
        Throughput.stepsPerSecond(installation, definition),
        listing(installation, ExecutionQueries.Filter.ALL),
        listing(installation, FAILED));
  }

  private static double listing(Installation installation, ExecutionQueries.Filter filter)
      throws Exception {
    ExecutionQueries queries = installation.wiring().queries();
    return Latencies.of(LISTS, _ -> queries.list(filter, 0, PAGE)).median();
  }
}
