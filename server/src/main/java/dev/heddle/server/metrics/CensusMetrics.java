package dev.heddle.server.metrics;

import dev.heddle.model.Dialect;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.platform.operations.Census;
import dev.heddle.platform.operations.OperationsStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the database, counted when somebody asks, but not too often: a census costs as much
 * as there is unfinished. While the database is away, the numbers are NaN.
 */
public final class CensusMetrics {

  private static final Logger LOG = System.getLogger(CensusMetrics.class.getName());
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** Of the time, at most this part is spent on counting. */
  private static final int SHARE = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final OperationsStore store;
  private volatile @Nullable Census latest;
  private CompletableFuture<Void> counting = CompletableFuture.completedFuture(null);
  private long nextAt = System.nanoTime();

  /** Registers all series. */
  public CensusMetrics(OperationsStore store, MeterRegistry registry) {
    this.store = store;
    for (Census.Reason reason : Census.Reason.values()) {
      Gauge.builder("heddle.tasks.waiting", this, self -> self.waiting(reason))
          .description("Tasks that wait, by what for")
          .tag("reason", reason.label())
          .register(registry);
    }
    for (ExecutionStatus status : ExecutionStatus.values()) {
      for (Dialect dialect : Dialect.values()) {
        if (!status.isTerminal()) {
          Gauge.builder("heddle.executions.unfinished", this, self -> self.count(status, dialect))
              .description("Executions that have not ended")
              .tag("status", status.label())
              .tag("dialect", dialect.label())
              .register(registry);
        }
      }
    }
    gauge(registry, "heddle.inbox.messages", "Commands not yet answered", Census::inbox);
    gauge(
        registry, "heddle.timers.overdue", "Executions nobody looked at in time", Census::overdue);
    gauge(registry, "heddle.nodes", "Engines that are alive", Census::nodes);
    gauge(
        registry,
        "heddle.partitions.orphaned",
        "Partitions with work that no living engine owns",
        Census::orphaned);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Census> number) {
    Gauge.builder(name, this, self -> self.read(number))
        .description(description)
        .register(registry);
  }

  private double waiting(Census.Reason reason) {
    return read(census -> census.waiting().getOrDefault(reason, 0L));
  }

  private double count(ExecutionStatus status, Dialect dialect) {
    return read(census ->
        census.unfinished().stream()
            .filter(group -> group.status() == status && group.dialect() == dialect)
            .mapToLong(Census.Group::executions)
            .sum());
  }

  private double read(ToDoubleFunction<Census> number) {
    Census census = latest;
    return census == null ? Double.NaN : number.applyAsDouble(census);
  }

  /** Counts anew if it is time, and waits for that a moment. */
  public void refresh() {
    try {
      begin().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      LOG.log(Level.DEBUG, "The census takes long; showing the last one", late);
    } catch (java.util.concurrent.ExecutionException impossible) {
      throw new IllegalStateException("the census catches what it throws", impossible);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized CompletableFuture<Void> begin() {
    if (counting.isDone() && System.nanoTime() - nextAt >= 0) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      counting = done;
      Thread.ofVirtual().name("census").start(() -> count(done));
    }
    return counting;
  }

  private void count(CompletableFuture<Void> done) {
    long from = System.nanoTime();
    try {
      latest = store.census();
    } catch (RuntimeException away) {
      LOG.log(Level.DEBUG, "There is no census while the database is away", away);
      latest = null;
    }
    long took = System.nanoTime() - from;
    synchronized (this) {
      nextAt = System.nanoTime() + Math.max(FRESH.toNanos(), took * SHARE);
    }
    done.complete(null);
  }
}
