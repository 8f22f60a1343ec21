package dev.heddle.platform.queues.dispatch;

import dev.heddle.engine.Engine;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Starter;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.catalog.Definition;
import dev.heddle.platform.catalog.Workflows;
import dev.heddle.platform.event.Events;
import dev.heddle.platform.event.Owners;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.executions.StartRequest;
import dev.heddle.platform.queues.QueueItem;
import dev.heddle.platform.queues.QueueStore;
import dev.heddle.platform.queues.QueueStore.Handed;
import dev.heddle.platform.queues.QueueStore.Lease;
import dev.heddle.platform.queues.QueueStore.Moves;
import dev.heddle.platform.queues.QueueStore.Scene;
import dev.heddle.platform.queues.QueueStore.Settled;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands items of work queues to executions and settles them when those have ended (S1-164). Which
 * execution has an item is written before the execution starts, under an id this server owns; so it
 * is started once, by whoever owns the id if this server dies.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SOONEST = Duration.ofMillis(5);

  private final QueueStore store;
  private final Engine engine;
  private final Workflows workflows;
  private final Owners owners;
  private final Events events;
  private final InstantSource clock;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean closed;
  private @Nullable Thread thread;

  public Dispatcher(
      QueueStore store,
      Engine engine,
      Workflows workflows,
      Owners owners,
      Events events,
      InstantSource clock) {
    this.store = store;
    this.engine = engine;
    this.workflows = workflows;
    this.owners = owners;
    this.events = events;
    this.clock = clock;
  }

  public synchronized void start() {
    thread = Thread.ofVirtual().name("work-queues").start(this::run);
  }

  /** There is something to do. */
  public void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  private void run() {
    try (Engine.Subscription _ = engine.watchEnds(_ -> ring())) {
      while (!closed) {
        attempt();
        bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        bell.drainPermits();
        TimeUnit.MILLISECONDS.sleep(SOONEST.toMillis()); // many ends are seen at once
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      store.busy().forEach(this::step);
    } catch (RuntimeException failed) {
      if (!closed) {
        LOG.log(Level.WARNING, "Work queues could not be seen to; trying again", failed);
      }
    }
  }

  /** Does what there is to do now in a queue. */
  public void step(String ref) {
    List<Started> started = new ArrayList<>();
    store
        .pass(ref, clock.instant(), scene -> decide(scene, started))
        .ifPresent(_ -> started.forEach(this::begin));
    tell(ref);
  }

  /** An execution to start. */
  private record Started(ExecutionId id, Engine.Start start) {}

  private Moves decide(Scene scene, List<Started> started) {
    WorkQueue queue = scene.queue();
    Instant now = clock.instant();
    Acknowledgement acknowledgement = new Acknowledgement(queue, now);
    List<Settled> settled = new ArrayList<>();
    int underWay = 0;
    for (Lease lease : scene.leased()) {
      if (lease.ended()) {
        settled.addAll(acknowledgement.settle(lease));
        continue;
      }
      underWay++;
      if (lease.status() == null && engine.owns(lease.execution())) {
        // It was to be started, perhaps by a server that is gone.
        if (prepare(scene, lease.items(), false) instanceof Answer.Done<Engine.Start>(var start)) {
          started.add(new Started(lease.execution(), start));
        }
      }
    }
    List<Handed> handed = new ArrayList<>();
    String problem = null;
    int next = 0;
    int room = queue.enabled() && scene.open() ? queue.dispatch().concurrency() - underWay : 0;
    boolean oneByOne = queue.dispatch().pause().isPositive();
    while (room > 0 && next < scene.waiting().size() && problem == null) {
      int end = Math.min(next + queue.itemsPerExecution(), scene.waiting().size());
      List<QueueItem> items =
          scene.waiting().subList(next, end).stream().map(Dispatcher::tried).toList();
      switch (prepare(scene, items, true)) {
        case Answer.Done<Engine.Start>(Engine.Start start) -> {
          ExecutionId id = engine.newId();
          handed.add(new Handed(id, items));
          started.add(new Started(id, start));
        }
        case Answer.Refused<Engine.Start>(Refusal refusal) -> problem = refusal.message();
      }
      next = end;
      room = oneByOne ? 0 : room - 1;
    }
    return new Moves(settled, handed, problem);
  }

  private static QueueItem tried(QueueItem item) {
    return new QueueItem(
        item.id(),
        item.queue(),
        item.key(),
        item.priority(),
        item.payload(),
        QueueItem.State.LEASED,
        item.attempts() + 1,
        item.execution(),
        item.error(),
        item.createdAt(),
        item.updatedAt());
  }

  private Answer<Engine.Start> prepare(Scene scene, List<QueueItem> items, boolean first) {
    WorkQueue queue = scene.queue();
    if (!owners.may(scene.owner(), workflows.neededToStart(queue.action()))) {
      return Answer.refused(
          Refusal.forbidden(
              "forbidden",
              "The owner of the queue, " + scene.owner() + ", may not start " + queue.action()));
    }
    Value given =
        queue.batches()
            ? new ListValue(items.stream().<Value>map(QueueItem::handedOut).toList())
            : items.getFirst().handedOut();
    MapValue parameters = queue.actionParams().with(queue.batches() ? "items" : "item", given);
    String starter = scene.owner().isEmpty() ? "system" : scene.owner();
    Map<String, String> environment = Map.of("HEDDLE_QUEUE_REF", queue.ref());
    StartRequest request = StartRequest.of(parameters, starter).withEnvironment(environment);
    return workflows
        .startable(queue.action())
        .then((Definition definition) ->
            Executions.bind(definition, request)
                .map(bound ->
                    new Engine.Start(
                        definition.id(),
                        bound,
                        Execution.Origin.of(Starter.of(starter), null, environment),
                        first)));
  }

  private void begin(Started each) {
    CompletableFuture<Void> _ =
        engine
            .startAs(each.id(), each.start())
            .handle((_, failed) -> {
              if (failed != null) {
                LOG.log(Level.WARNING, "{0} was not started yet; trying again", each.id());
              }
              return null;
            });
  }

  /** That a queue got work or has none any more becomes an event, once (S1-165). */
  private void tell(String ref) {
    store
        .burst(ref)
        .ifPresent(burst -> {
          if (burst.started() < burst.number()) {
            emit(CoreTriggers.QUEUE_STARTED, ref, burst.number());
            store.told(ref, burst.number(), burst.emptied());
          }
          if (!burst.busy() && burst.emptied() < burst.number()) {
            emit(CoreTriggers.QUEUE_EMPTY, ref, burst.number());
            store.told(ref, burst.number(), burst.number());
          }
        });
  }

  private void emit(String trigger, String ref, long burst) {
    Answer<Events.Accepted> emitted =
        events.emit(
            trigger, "queue", trigger + " " + ref + " " + burst, Value.map("queue", Value.of(ref)));
    if (emitted instanceof Answer.Refused<Events.Accepted>(Refusal refusal)) {
      throw new IllegalStateException(refusal.message());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      ring();
      try {
        thread.join(Duration.ofSeconds(2));
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
