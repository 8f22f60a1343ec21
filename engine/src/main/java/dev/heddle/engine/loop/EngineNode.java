package dev.heddle.engine.loop;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One node: its lanes, its partitions, and the way to executions that other nodes own. */
public final class EngineNode implements Engine {

  private static final Logger LOG = System.getLogger(EngineNode.class.getName());
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHARE_PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHARE_POLL = Duration.ofMillis(50);

  private final EngineOptions options;
  private final EnginePorts ports;
  private final Watchers watchers = new Watchers();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final LogWriter logWriter;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AutoCloseable inboxSubscription;
  private final Thread keeper;
  private volatile Membership membership;

  private EngineNode(EngineOptions options, EnginePorts ports) {
    this.options = options;
    this.ports = ports;
    this.logWriter = new LogWriter(ports.logs());
    this.membership = join();
    acquire();
    this.inboxSubscription = ports.inbox().listen(() -> membership.checkInbox());
    this.keeper = Thread.ofPlatform().name("leases").daemon().start(this::keepAlive);
  }

  private Membership join() {
    return new Membership(options, ports, watchers, logWriter, this::reroute);
  }

  /** What cannot be had now is asked for again with the next beat. */
  private void acquire() {
    try {
      membership.acquire();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "No partitions could be taken; trying again", failed);
    }
  }

  /** Joins the engines on a store and starts to work. */
  public static EngineNode start(EngineOptions options, EnginePorts ports) {
    return new EngineNode(options, ports);
  }

  @Override
  public CompletableFuture<Execution> start(
      long definition, MapValue parameters, Execution.Origin origin) {
    CompletableFuture<Execution> started = new CompletableFuture<>();
    Envelope.Start start = new Envelope.Start(definition, parameters, origin, started);
    if (!put(start)) {
      callers.execute(() -> putSoon(start));
    }
    return started;
  }

  private boolean put(Envelope.Start start) {
    Optional<Lane> lane = membership.laneForStart();
    lane.ifPresent(found -> found.put(start));
    return lane.isPresent();
  }

  /** A node that has just joined, or joins again, waits for its share of the partitions. */
  private void putSoon(Envelope.Start start) {
    try {
      for (long left = SHARE_PATIENCE.toMillis(); left > 0; left -= SHARE_POLL.toMillis()) {
        if (closed.await(SHARE_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
        if (put(start)) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    start
        .started()
        .completeExceptionally(
            new IllegalStateException("This node owns no partition to start executions in"));
  }

  @Override
  public ExecutionId newId() {
    try {
      for (long left = SHARE_PATIENCE.toMillis(); left > 0; left -= SHARE_POLL.toMillis()) {
        Optional<ExecutionId> id = membership.newId();
        if (id.isPresent()) {
          return id.get();
        }
        if (closed.await(SHARE_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("This node owns no partition to start executions in");
  }

  @Override
  public CompletableFuture<Reply> startAs(ExecutionId id, Start start) {
    return request(id, new Request.StartOnce(start));
  }

  @Override
  public CompletableFuture<Reply> submit(ExecutionId execution, Command command) {
    return request(execution, new Request.Deliver(command));
  }

  @Override
  public void leave(ExecutionId execution, Command command) {
    if (membership.owns(execution)) {
      membership.laneOf(execution).put(Envelope.tell(execution, command));
      return;
    }
    callers.execute(() -> post(execution, command));
  }

  private void post(ExecutionId execution, Command command) {
    try {
      ports.inbox().post(execution, RequestText.write(execution, new Request.Deliver(command)));
    } catch (RuntimeException failed) {
      LOG.log(Level.DEBUG, "A command could not be left; who left it will do so again", failed);
    }
  }

  @Override
  public CompletableFuture<Reply> retry(ExecutionId failed, String by) {
    return request(failed, new Request.Retry(by));
  }

  @Override
  public CompletableFuture<Reply> rerun(ExecutionId ended, Rerun rerun, String by) {
    return request(ended, new Request.Again(rerun, by));
  }

  private CompletableFuture<Reply> request(ExecutionId execution, Request request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    if (membership.owns(execution)) {
      put(execution, request, reply);
      return reply;
    }
    callers.execute(() -> reach(execution, request, reply));
    return reply;
  }

  private void put(ExecutionId execution, Request request, CompletableFuture<Reply> reply) {
    membership
        .laneOf(execution)
        .put(new Envelope.For(execution, request, new Envelope.Answer.Future(reply)));
  }

  /** The partition has gone to another node since the lane was asked. */
  private void reroute(Envelope.For request) {
    if (request.answer() instanceof Envelope.Answer.Future(var reply)) {
      callers.execute(() -> reach(request.execution(), request.request(), reply));
    }
  }

  /** Takes over an execution nobody owns, else asks its owner through the inbox. */
  private void reach(ExecutionId execution, Request request, CompletableFuture<Reply> reply) {
    try {
      if (membership.acquire(execution)) {
        put(execution, request, reply);
        return;
      }
      long message = ports.inbox().post(execution, RequestText.write(execution, request));
      reply.complete(
          ports
              .inbox()
              .await(message, ANSWER_PATIENCE)
              .map(answer -> RequestText.readReply(answer, ports.executions()))
              .orElseGet(() ->
                  new Reply.Refused(
                      Reply.Reason.CONFLICT,
                      "The owner of the execution has not answered yet; the request stays"
                          + " in its inbox")));
    } catch (RuntimeException failed) {
      reply.completeExceptionally(failed);
    }
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

  /** Whoever was fenced, because it stood still for too long, joins again as somebody new. */
  private void beat() {
    try {
      if (membership.isOver()) {
        membership.leave();
        membership = join();
        acquire();
        LOG.log(Level.INFO, "Joined again after another node had taken over");
        return;
      }
      membership.beat();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "The lease could not be renewed; trying again", failed);
    }
  }

  @Override
  public boolean owns(ExecutionId execution) {
    return membership.owns(execution);
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
  public Load load() {
    return membership.load();
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
    try {
      keeper.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    membership.leave();
    callers.shutdown();
    logWriter.close();
  }
}
