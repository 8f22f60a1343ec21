package dev.heddle.engine;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Reply;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.util.concurrent.CompletableFuture;

/**
 * Starts executions and takes commands for them, wherever they are owned. Every answer is given
 * only after what it says is durable. All methods may be called from any thread.
 */
public interface Engine extends AutoCloseable {

  /**
   * Starts an execution of a stored definition here.
   *
   * @param parameters bound by the workflow's {@code parameters().bind}
   * @return the execution as it was first recorded
   */
  CompletableFuture<Execution> start(long definition, MapValue parameters, Execution.Origin origin);

  /**
   * A new id of a partition this node owns, for {@link #startAs}; waits while it owns none.
   *
   * @throws IllegalStateException if it owns none for long
   */
  ExecutionId newId();

  /**
   * Starts an execution under an id that was fixed before, by this call or an earlier one: however
   * often it is asked, there is one execution, and it is the answer. Completes exceptionally if
   * another node owns the id.
   */
  CompletableFuture<Reply> startAs(ExecutionId id, Start start);

  /** Whether this node is the one that advances an execution. */
  boolean owns(ExecutionId execution);

  /** Hands a command to the execution's owner; if that is no living node, to the next one. */
  CompletableFuture<Reply> submit(ExecutionId execution, Command command);

  /**
   * Leaves a command for whoever owns the execution, now or later. Unlike {@link #submit} it never
   * makes this node the owner, and nobody hears what became of it.
   */
  void leave(ExecutionId execution, Command command);

  /**
   * Continues a failed execution from its failed tasks as a new one (S1-123).
   *
   * @return the new execution, or why not
   */
  CompletableFuture<Reply> retry(ExecutionId failed, String by);

  /**
   * Runs an ended execution again from one of its tasks, as a new one (ADR 0065).
   *
   * @return the new execution, or why not
   */
  CompletableFuture<Reply> rerun(ExecutionId ended, Rerun rerun, String by);

  /** Calls {@code listener} after each commit here that changed an execution; until closed. */
  Subscription watch(ChangeListener listener);

  /** As {@link #watch}, but only for executions that have ended. */
  Subscription watchEnds(ChangeListener listener);

  /** What this node has to do just now. */
  Load load();

  /** Decides what it was told so far, gives the partitions back and stops (U-11). */
  @Override
  void close();

  /**
   * What an execution is started with.
   *
   * @param parameters bound by the workflow's {@code parameters().bind}
   * @param first whether nobody can have started it yet, so that nothing need be looked up
   */
  record Start(long definition, MapValue parameters, Execution.Origin origin, boolean first) {}

  /**
   * What a node has to do.
   *
   * @param waiting commands that wait to be decided
   * @param residents executions in memory
   * @param partitions it owns
   */
  record Load(int waiting, int residents, int partitions) {}

  /** Hears what has become durable; must return at once. */
  @FunctionalInterface
  interface ChangeListener {
    void changed(ExecutionId execution);
  }

  /** Ends a {@link #watch}. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
