package dev.heddle.engine.loop;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * An engine without threads: nothing happens until {@link #step}. For tests, simulations and users'
 * test kits, where the caller is the scheduler; it decides and commits by the same code as {@link
 * EngineNode}.
 */
public final class ManualEngine implements Engine {

  private final EnginePorts ports;
  private final long node;
  private final Lane lane;
  private final Watchers watchers = new Watchers();
  private boolean fenced;

  private ManualEngine(EnginePorts ports, int residents) {
    this.ports = ports;
    this.node = ports.leases().join("manual", 1, Duration.ofDays(1));
    this.lane = new Lane(ports, new ExecutionStore.Lease(node, 0), residents, new ManualEvents());
    Set<Integer> partitions = ports.leases().acquire(node, new Range(0, 256), 256);
    lane.put(new Envelope.Acquired(partitions));
  }

  /** Joins, takes every free partition, and recovers what its former owner left. */
  public static ManualEngine start(EnginePorts ports) {
    return new ManualEngine(ports, 1_000);
  }

  /** As {@link #start(EnginePorts)}, keeping only so many idle executions in memory. */
  public static ManualEngine start(EnginePorts ports, int residents) {
    return new ManualEngine(ports, residents);
  }

  /** Decides and commits what lies ready; false if there was nothing. */
  public boolean step() {
    return !fenced && lane.step();
  }

  /** Steps until nothing lies ready. */
  public void settle() {
    while (step()) {}
  }

  public boolean isFenced() {
    return fenced;
  }

  @Override
  public CompletableFuture<Execution> start(
      long definition, MapValue parameters, Execution.Origin origin) {
    CompletableFuture<Execution> started = new CompletableFuture<>();
    lane.put(new Envelope.Start(definition, parameters, origin, started));
    return started;
  }

  @Override
  public ExecutionId newId() {
    return lane.newId(0);
  }

  @Override
  public boolean owns(ExecutionId execution) {
    return !fenced;
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
    lane.put(Envelope.tell(execution, command));
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
    lane.put(new Envelope.For(execution, request, new Envelope.Answer.Future(reply)));
    return reply;
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
    return new Load(lane.waiting(), lane.residents(), ExecutionId.PARTITIONS);
  }

  @Override
  public void close() {
    ports.leases().leave(node);
  }

  private final class ManualEvents implements Lane.Events {
    @Override
    public void committed(List<Changes> changes) {
      watchers.tell(changes);
    }

    @Override
    public void fenced() {
      fenced = true;
    }

    @Override
    public void released(Set<Integer> partitions) {
      throw new IllegalStateException("it was not asked to give anything back");
    }

    @Override
    public void astray(Envelope.For request) {
      throw new IllegalStateException("it owns everything");
    }

    @Override
    public void logged(AttemptId attempt, LogLine line) {
      ports.logs().append(List.of(LogStore.Entry.of(attempt, line)));
    }
  }
}
