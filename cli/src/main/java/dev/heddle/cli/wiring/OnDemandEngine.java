package dev.heddle.cli.wiring;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.engine.loop.EngineNode;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine that joins the others when it is first needed: commands that only look need none. */
final class OnDemandEngine implements Engine {

  private final Supplier<EngineNode> start;
  private @Nullable EngineNode started;
  private boolean closed;

  OnDemandEngine(Supplier<EngineNode> start) {
    this.start = start;
  }

  private synchronized EngineNode engine() {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    if (started == null) {
      started = start.get();
    }
    return started;
  }

  @Override
  public boolean owns(ExecutionId execution) {
    return engine().owns(execution);
  }

  @Override
  public CompletableFuture<Execution> start(
      long definition, MapValue parameters, Execution.Origin origin) {
    return engine().start(definition, parameters, origin);
  }

  @Override
  public ExecutionId newId() {
    return engine().newId();
  }

  @Override
  public CompletableFuture<Reply> startAs(ExecutionId id, Start start) {
    return engine().startAs(id, start);
  }

  @Override
  public CompletableFuture<Reply> submit(ExecutionId execution, Command command) {
    return engine().submit(execution, command);
  }

  @Override
  public void leave(ExecutionId execution, Command command) {
    engine().leave(execution, command);
  }

  @Override
  public CompletableFuture<Reply> retry(ExecutionId failed, String by) {
    return engine().retry(failed, by);
  }

  @Override
  public CompletableFuture<Reply> rerun(ExecutionId ended, Rerun rerun, String by) {
    return engine().rerun(ended, rerun, by);
  }

  @Override
  public Subscription watch(ChangeListener listener) {
    return engine().watch(listener);
  }

  @Override
  public Subscription watchEnds(ChangeListener listener) {
    return engine().watchEnds(listener);
  }

  @Override
  public synchronized Load load() {
    return started == null ? new Load(0, 0, 0) : started.load();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (started != null) {
      started.close();
    }
  }
}
