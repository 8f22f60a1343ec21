package dev.heddle.engine.loop;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One of several nodes on a store, without threads: lanes, heartbeats and the inbox move only when
 * they are told to. For simulations; membership, lanes and commits are those of {@link EngineNode}.
 */
public final class ManualNode implements Engine {

  private static final Logger LOG = System.getLogger(ManualNode.class.getName());

  private final EngineOptions options;
  private final EnginePorts ports;
  private final Watchers watchers = new Watchers();
  private final LogWriter logWriter;
  private final List<Posted> posted = new ArrayList<>();
  private Membership membership;

  /** A request that lies in the inbox of another node. */
  private record Posted(long message, CompletableFuture<Reply> reply) {}

  private ManualNode(EngineOptions options, EnginePorts ports) {
    this.options = options;
    this.ports = ports;
    this.logWriter = new LogWriter(ports.logs());
    this.membership = membership();
    acquire();
  }

  private Membership membership() {
    return new Membership(options, ports, watchers, logWriter, this::reroute, false);
  }

  private void acquire() {
    try {
      membership.acquire();
    } catch (ExecutionStore.Unavailable away) {
      LOG.log(Level.DEBUG, "No partitions could be taken; the next beat tries again", away);
    }
  }

  /** Its present incarnation; another after it was fenced and has joined again. */
  public long incarnation() {
    return membership.node();
  }

  /** Joins the engines on a store. */
  public static ManualNode join(EngineOptions options, EnginePorts ports) {
    return new ManualNode(options, ports);
  }

  /** Lets one of the lanes do what lies ready; false if there was nothing. */
  public boolean step(int lane) {
    return membership.lanes().get(lane % options.lanes()).step();
  }

  /** Lets every lane do what lies ready; false if there was nothing. */
  public boolean step() {
    boolean stepped = false;
    for (Lane lane : membership.lanes()) {
      stepped |= lane.step();
    }
    return stepped;
  }

  /** What the keeper of the leases does from time to time; joins again if it was fenced. */
  public void beat() {
    if (membership.isOver()) {
      membership.leave();
      membership = membership();
      acquire();
      return;
    }
    membership.beat();
  }

  /** Whether another node has taken over and this one has noticed. */
  public boolean isFenced() {
    return membership.isOver();
  }

  @Override
  public boolean owns(ExecutionId execution) {
    return membership.owns(execution);
  }

  /** Looks for messages, and for answers to those it has left elsewhere. */
  public void checkInbox() {
    membership.checkInbox();
    posted.removeIf(this::isAnswered);
  }

  private boolean isAnswered(Posted waiting) {
    try {
      Optional<Reply> reply =
          ports
              .inbox()
              .await(waiting.message(), Duration.ZERO)
              .map(answer -> RequestText.readReply(answer, ports.executions()));
      reply.ifPresent(waiting.reply()::complete);
      return reply.isPresent();
    } catch (ExecutionStore.Unavailable away) {
      waiting.reply().completeExceptionally(away);
      return true;
    }
  }

  @Override
  public CompletableFuture<Execution> start(
      long definition, MapValue parameters, Execution.Origin origin) {
    CompletableFuture<Execution> started = new CompletableFuture<>();
    membership
        .laneForStart()
        .ifPresentOrElse(
            lane -> lane.put(new Envelope.Start(definition, parameters, origin, started)),
            () -> started.completeExceptionally(new IllegalStateException("it owns nothing")));
    return started;
  }

  @Override
  public ExecutionId newId() {
    return membership.newId().orElseThrow();
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
    ports.inbox().post(execution, RequestText.write(execution, new Request.Deliver(command)));
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
    route(new Envelope.For(execution, request, new Envelope.Answer.Future(reply)), reply);
    return reply;
  }

  private void reroute(Envelope.For request) {
    if (request.answer() instanceof Envelope.Answer.Future(var reply)) {
      route(request, reply);
    }
  }

  private void route(Envelope.For request, CompletableFuture<Reply> reply) {
    ExecutionId execution = request.execution();
    try {
      if (membership.owns(execution) || membership.acquire(execution)) {
        membership.laneOf(execution).put(request);
        return;
      }
      String text = RequestText.write(execution, request.request());
      posted.add(new Posted(ports.inbox().post(execution, text), reply));
    } catch (RuntimeException failed) {
      reply.completeExceptionally(failed);
    }
  }

  @Override
  public Subscription watch(ChangeListener listener) {
    return watchers.add(listener);
  }

  @Override
  public Subscription watchEnds(ChangeListener listener) {
    return watchers.addForEnds(listener);
  }

  /** Finishes what has begun and gives everything back. */
  @Override
  public Load load() {
    return membership.load();
  }

  @Override
  public void close() {
    membership.leave();
    logWriter.close();
  }
}
