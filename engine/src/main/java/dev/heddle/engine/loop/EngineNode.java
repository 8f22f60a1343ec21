package dev.heddle.engine.loop;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One node: its lanes, its partitions, and the way to executions that other nodes own. */
public final class EngineNode implements Engine {

  private static final Logger LOG = System.getLogger(EngineNode.class.getName());
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

  private final EngineOptions options;
  private final EnginePorts ports;
  private final long node;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();
  private final Watchers watchers = new Watchers();
  private final AtomicInteger nextLane = new AtomicInteger();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final LogWriter logWriter;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AutoCloseable inboxSubscription;
  private volatile boolean fenced;

  private EngineNode(EngineOptions options, EnginePorts ports) {
    this.options = options;
    this.ports = ports;
    this.logWriter = new LogWriter(ports.logs());
    this.node = ports.leases().join(options.name(), options.lanes(), options.timeToLive());
    for (int index = 0; index < options.lanes(); index++) {
      ExecutionStore.Lease lease = new ExecutionStore.Lease(node, index);
      Lane lane = new Lane(ports, lease, options.residents(), new LaneEvents());
      lanes.add(lane);
      threads.add(Thread.ofPlatform().name("lane-" + index).daemon().start(lane));
    }
    acquire();
    inboxSubscription =
        ports.inbox().listen(() -> lanes.forEach(lane -> lane.put(new Envelope.CheckInbox())));
    threads.add(Thread.ofPlatform().name("leases").daemon().start(this::keepAlive));
  }

  /** Joins the engines on a store and starts to work. */
  public static EngineNode start(EngineOptions options, EnginePorts ports) {
    return new EngineNode(options, ports);
  }

  @Override
  public CompletableFuture<Execution> start(
      long definition, MapValue parameters, Execution.Origin origin) {
    CompletableFuture<Execution> started = new CompletableFuture<>();
    if (partitions.isEmpty()) {
      started.completeExceptionally(
          new IllegalStateException("This node owns no partition to start executions in"));
      return started;
    }
    int index = Math.floorMod(nextLane.getAndIncrement(), lanes.size());
    for (int i = 0; i < lanes.size(); i++) {
      int candidate = (index + i) % lanes.size();
      if (partitions.stream().anyMatch(partition -> partition % lanes.size() == candidate)) {
        lanes.get(candidate).put(new Envelope.Start(definition, parameters, origin, started));
        return started;
      }
    }
    return started;
  }

  @Override
  public CompletableFuture<Reply> submit(ExecutionId execution, Command command) {
    return request(execution, new Request.Deliver(command));
  }

  @Override
  public CompletableFuture<Reply> retry(ExecutionId failed, String by) {
    return request(failed, new Request.Retry(by));
  }

  private CompletableFuture<Reply> request(ExecutionId execution, Request request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    if (partitions.contains(execution.partition())) {
      laneOf(execution.partition())
          .put(new Envelope.For(execution, request, new Envelope.Answer.Future(reply)));
      return reply;
    }
    callers.execute(() -> reach(execution, request, reply));
    return reply;
  }

  /** Takes over an execution nobody owns, else asks its owner through the inbox. */
  private void reach(ExecutionId execution, Request request, CompletableFuture<Reply> reply) {
    try {
      if (ports.leases().acquire(node, execution.partition())) {
        own(Set.of(execution.partition()));
        laneOf(execution.partition())
            .put(new Envelope.For(execution, request, new Envelope.Answer.Future(reply)));
        return;
      }
      long message = ports.inbox().post(execution, RequestText.write(execution, request));
      reply.complete(
          ports
              .inbox()
              .await(message, ANSWER_PATIENCE)
              .map(this::readAnswer)
              .orElseGet(() ->
                  new Reply.Refused(
                      Reply.Reason.CONFLICT,
                      "The owner of the execution has not answered yet; the request stays"
                          + " in its inbox")));
    } catch (RuntimeException failed) {
      reply.completeExceptionally(failed);
    }
  }

  private Reply readAnswer(String answer) {
    return switch (RequestText.readAnswer(answer)) {
      case RequestText.Answered.Refused(var refused) -> refused;
      case RequestText.Answered.Done(var execution) ->
          ports
              .executions()
              .load(execution)
              .<Reply>map(stored -> new Reply.Done(stored.execution()))
              .orElseGet(() ->
                  new Reply.Refused(Reply.Reason.NOT_FOUND, "There is no execution " + execution));
    };
  }

  private Lane laneOf(int partition) {
    return lanes.get(partition % lanes.size());
  }

  private void acquire() {
    switch (options.appetite()) {
      case SERVER -> {
        own(ports.leases().acquire(node, Range.SHARED, Integer.MAX_VALUE));
        own(ports.leases().acquireAbandoned(node, Range.PRIVATE));
      }
      case RUN -> {
        if (partitions.isEmpty()) {
          own(ports.leases().acquire(node, Range.PRIVATE, 1));
        }
      }
      case VISITOR -> {}
    }
  }

  /** The lane hears of its partitions before anybody can ask it about their executions. */
  private synchronized void own(Set<Integer> more) {
    Map<Lane, Set<Integer>> byLane = new HashMap<>();
    for (int partition : more) {
      if (!partitions.contains(partition)) {
        byLane.computeIfAbsent(laneOf(partition), _ -> new HashSet<>()).add(partition);
      }
    }
    byLane.forEach((lane, ofLane) -> lane.put(new Envelope.Acquired(ofLane)));
    partitions.addAll(more);
  }

  private void keepAlive() {
    long interval = options.timeToLive().toMillis() / 4;
    try {
      while (!closed.await(interval, TimeUnit.MILLISECONDS)) {
        beat();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      if (fenced) {
        return;
      }
      if (!ports.leases().heartbeat(node)) {
        fenced = true;
        partitions.clear();
        lanes.forEach(Lane::close);
        return;
      }
      acquire();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "The lease could not be renewed; trying again", failed);
    }
  }

  /** Whether this node is the one that advances an execution. */
  public boolean owns(ExecutionId execution) {
    return partitions.contains(execution.partition());
  }

  /** Whether another node has taken over: nothing is owned any more, start anew. */
  public boolean isFenced() {
    return fenced;
  }

  @Override
  public Subscription watch(ChangeListener listener) {
    return watchers.add(listener);
  }

  @Override
  public Subscription watchEnds(ChangeListener listener) {
    return watchers.addForEnds(listener);
  }

  @Override
  public void close() {
    if (closed.getCount() == 0) {
      return;
    }
    closed.countDown();
    try {
      inboxSubscription.close();
    } catch (Exception failed) {
      LOG.log(Level.DEBUG, "The inbox could not be left", failed);
    }
    lanes.forEach(Lane::close);
    try {
      for (Thread thread : threads) {
        thread.join(5_000);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    callers.shutdown();
    logWriter.close();
    ports.leases().leave(node);
  }

  private final class LaneEvents implements Lane.Events {
    @Override
    public void committed(List<Changes> changes) {
      watchers.tell(changes);
    }

    @Override
    public void fenced() {
      fenced = true;
      partitions.clear();
      LOG.log(Level.ERROR, "Another node has taken over; this one has stopped deciding");
    }

    @Override
    public void logged(AttemptId attempt, LogLine line) {
      logWriter.add(LogStore.Entry.of(attempt, line));
    }
  }
}
