package dev.heddle.platform.event;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Starter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Starts the executions of enforcements, once each: their ids were written before. What a server
 * left undone is done by whoever owns the partition of the id.
 */
final class Starting implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Starting.class.getName());
  private static final Duration OVERDUE = Duration.ofSeconds(3);
  private static final int AT_ONCE = 500;

  private final Engine engine;
  private final EventStore store;
  private final LongFunction<Optional<String>> obstacle;
  private final InstantSource clock;
  private final Set<ExecutionId> underWay = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<ExecutionId> started = new LinkedBlockingQueue<>();
  private final Thread settling;

  /**
   * @param obstacle why nothing can ever start on a definition; empty if it can
   */
  Starting(
      Engine engine,
      EventStore store,
      LongFunction<Optional<String>> obstacle,
      InstantSource clock) {
    this.engine = engine;
    this.store = store;
    this.obstacle = obstacle;
    this.clock = clock;
    this.settling = Thread.ofVirtual().name("enforcements").start(this::settle);
  }

  /** What tells an action which rule started it (S1-138). */
  static Map<String, String> environment(String rule, String trigger) {
    return Map.of("HEDDLE_RULE_REF", rule, "HEDDLE_TRIGGER_REF", trigger);
  }

  /**
   * Starts what an enforcement names.
   *
   * @param first whether nobody can have done so before
   */
  void start(Enforcement enforcement, boolean first) {
    ExecutionId execution = enforcement.execution();
    Long definition = enforcement.definition();
    if (execution == null || definition == null || !underWay.add(enforcement.id())) {
      return;
    }
    Execution.Origin origin =
        Execution.Origin.of(
            new Starter(enforcement.startedBy(), enforcement.permissionSets()),
            null,
            environment(enforcement.rule(), enforcement.trigger()));
    CompletableFuture<Void> _ =
        engine
            .startAs(
                execution, new Engine.Start(definition, enforcement.parameters(), origin, first))
            .handle((reply, failed) -> {
              ended(enforcement, failed == null && reply instanceof Reply.Done);
              return null;
            });
  }

  private void ended(Enforcement enforcement, boolean done) {
    if (done) {
      started.add(enforcement.id());
      return;
    }
    underWay.remove(enforcement.id());
    LOG.log(
        Level.WARNING,
        "The execution of enforcement {0} was not started yet; trying again",
        enforcement.id());
  }

  /** Starts what is overdue and belongs to this server; gives up what never can be. */
  void recover() {
    for (Enforcement left : store.unsettled(clock.instant().minus(OVERDUE), AT_ONCE)) {
      ExecutionId execution = left.execution();
      if (execution != null && engine.owns(execution) && !underWay.contains(left.id())) {
        Long definition = left.definition();
        Optional<String> never = definition == null ? Optional.empty() : obstacle.apply(definition);
        never.ifPresentOrElse(
            reason -> store.refuse(left.id(), Enforcement.State.DISABLED, reason),
            () -> start(left, false));
      }
    }
  }

  private void settle() {
    List<ExecutionId> batch = new ArrayList<>();
    try {
      while (!Thread.interrupted()) {
        if (batch.isEmpty()) {
          batch.add(started.take());
        }
        started.drainTo(batch, AT_ONCE - batch.size());
        if (write(batch)) {
          batch.forEach(underWay::remove);
          batch.clear();
        } else {
          TimeUnit.MILLISECONDS.sleep(OVERDUE.toMillis());
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean write(List<ExecutionId> batch) {
    try {
      store.settle(batch);
      return true;
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Enforcements could not be noted as processed", failed);
      return false;
    }
  }

  @Override
  public void close() {
    settling.interrupt();
  }
}
