package dev.heddle.server.metrics;

import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.engine.port.Report;
import dev.heddle.model.Dialect;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Counts what the engine does, and logs what did not end well. All series but those of {@link
 * ContainerCounters} are made at the start, so that counting looks nothing up: it happens once per
 * batch, and once per attempt.
 */
public final class EngineMetrics implements EngineObserver {

  private static final Logger LOG = System.getLogger(EngineMetrics.class.getName());

  private final Catalog catalog;
  private final Throughput throughput;
  private final Timer commits;
  private final DistributionSummary batches;
  private final Counter handedOut;
  private final Counter commitFailures;
  private final Counter quarantined;
  private final Map<Lease, Counter> leases;
  private final Map<Outcome, Timer> attempts;
  private final Map<Dialect, Counter> started;
  private final ContainerCounters containers;
  private final Map<ExecutionStatus, Map<Dialect, Counter>> ended =
      new EnumMap<>(ExecutionStatus.class);

  /** How an attempt ended. */
  private enum Outcome {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    ABANDONED;

    static Outcome of(Report report) {
      return switch (report) {
        case Report.Succeeded _ -> SUCCEEDED;
        case Report.Failed _ -> FAILED;
        case Report.TimedOut _ -> TIMED_OUT;
        case Report.Cancelled _ -> CANCELLED;
        case Report.Abandoned _ -> ABANDONED;
      };
    }
  }

  /**
   * Registers all series.
   *
   * @param catalog knows the dialect of a definition
   */
  public EngineMetrics(MeterRegistry registry, Catalog catalog, Throughput throughput) {
    this.catalog = catalog;
    this.throughput = throughput;
    this.commits =
        Timer.builder("heddle.commit")
            .description("How long a commit of a batch took")
            .serviceLevelObjectives(millis(1, 2, 5, 10, 25, 50, 100, 250, 1_000))
            .register(registry);
    this.batches =
        DistributionSummary.builder("heddle.commit.commands")
            .description("How many commands a commit made durable")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
            .register(registry);
    this.handedOut = counter(registry, "heddle.attempts.handed.out", "Attempts given to runners");
    this.commitFailures =
        counter(registry, "heddle.commit.failures", "Commits that were done again");
    this.quarantined =
        counter(
            registry,
            "heddle.executions.quarantined",
            "Executions ended because the engine failed");
    this.leases =
        perLabel(
            Lease.class,
            change ->
                Counter.builder("heddle.lease.changes")
                    .description("Partitions that came or went")
                    .tag("change", label(change))
                    .register(registry));
    this.attempts =
        perLabel(
            Outcome.class,
            outcome ->
                Timer.builder("heddle.attempt")
                    .description("Attempts that ended, and how long they ran")
                    .tag("outcome", label(outcome))
                    .serviceLevelObjectives(millis(10, 100, 1_000, 10_000, 60_000, 600_000))
                    .register(registry));
    this.containers = new ContainerCounters(registry);
    this.started =
        perLabel(
            Dialect.class,
            dialect ->
                Counter.builder("heddle.executions.started")
                    .description("Executions that started")
                    .tag("dialect", dialect.label())
                    .register(registry));
    for (ExecutionStatus status : ExecutionStatus.values()) {
      if (status.isTerminal()) {
        ended.put(status, perLabel(Dialect.class, dialect -> ended(registry, status, dialect)));
      }
    }
  }

  private static Counter ended(MeterRegistry registry, ExecutionStatus status, Dialect dialect) {
    return Counter.builder("heddle.executions.ended")
        .description("Executions that ended")
        .tag("status", status.label())
        .tag("dialect", dialect.label())
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private static <K extends Enum<K>, V> Map<K, V> perLabel(Class<K> type, Function<K, V> meter) {
    Map<K, V> meters = new EnumMap<>(type);
    for (K constant : type.getEnumConstants()) {
      meters.put(constant, meter.apply(constant));
    }
    return meters;
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Duration[] millis(long... bounds) {
    return java.util.Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  @Override
  public void committed(Commit commit) {
    commits.record(commit.took(), TimeUnit.NANOSECONDS);
    batches.record(commit.commands());
    if (commit.handedOut() > 0) {
      handedOut.increment(commit.handedOut());
    }
    for (Changes changes : commit.changes()) {
      Execution execution = changes.execution();
      if (execution != null) {
        count(execution, changes.created());
      }
    }
  }

  private void count(Execution execution, boolean created) {
    Map<Dialect, Counter> ends = ended.get(execution.status());
    if (!created && ends == null) {
      return;
    }
    Dialect dialect = catalog.workflow(execution.definition()).dialect();
    boolean isContainers = dialect == Dialect.STEPS;
    if (created) {
      increment(started, dialect);
      if (isContainers) {
        containers.started(execution.workflow());
      }
    }
    if (ends != null) {
      throughput.ended(execution.status());
      increment(ends, dialect);
      if (isContainers) {
        containers.ended(execution.workflow(), execution.status());
      }
      log(execution);
    }
  }

  /** What ended well is not worth a line each; the message of a failure may be anything. */
  private static void log(Execution execution) {
    if (execution.status() == ExecutionStatus.COMPLETED) {
      return;
    }
    Failure failure = execution.failure();
    LOG.log(
        Level.INFO,
        "Execution {0} of {1} ended: {2}{3}",
        execution.id(),
        execution.workflow(),
        execution.status().label(),
        failure == null ? "" : ", " + failure.type());
  }

  private static <K> void increment(Map<K, Counter> counters, K key) {
    Counter counter = counters.get(key);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void commitFailed() {
    commitFailures.increment();
  }

  @Override
  public void quarantined() {
    quarantined.increment();
  }

  @Override
  public void reported(Report report, Duration took) {
    throughput.attemptEnded();
    Timer timer = attempts.get(Outcome.of(report));
    if (timer != null) {
      timer.record(took);
    }
  }

  @Override
  public void leased(Lease change, int partitions) {
    Counter counter = leases.get(change);
    if (counter != null) {
      counter.increment(partitions);
    }
  }
}
