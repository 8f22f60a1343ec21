package dev.heddle.engine.port;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where executions are durable; the engine's only way to write them. */
public interface ExecutionStore {

  /**
   * Writes all or nothing, and returns when it is durable. Each row occurs at most once.
   *
   * @param number counts the lane's commits from 1: one that was given up is never written later
   * @param answered inbox messages that these changes answer, removed or answered with them
   * @return false, with nothing written, if the lane has lost its lease or the number was given up
   * @throws Unavailable if the store cannot be reached; {@link #settle} says what became of it
   */
  boolean commit(Lease lease, long number, List<Changes> changes, List<Answered> answered);

  /**
   * Finds out what became of the lane's last commit, which ended as {@link Unavailable}: waits for
   * it if it is under way, gives it up for ever if it has not been written.
   */
  Fate settle(Lease lease, long number);

  /** What became of a commit. */
  enum Fate {
    WRITTEN,
    /** It is not written and never will be. */
    GIVEN_UP,
    /** The lane has lost its lease; whoever owns its executions now sees what was written. */
    FENCED
  }

  /** All rows of an execution; empty if there is none. */
  Optional<Stored> load(ExecutionId id);

  /** The executions of these partitions that have attempts handed out. */
  List<ExecutionId> dispatched(Collection<Integer> partitions);

  /** The executions of these partitions in which something is due until then, earliest first. */
  List<Due> due(Collection<Integer> partitions, Instant until, int limit);

  /**
   * The right of one lane of a node to write: lost as a whole when another node takes over.
   *
   * @param node the node's incarnation
   */
  record Lease(long node, int lane) {}

  /** The rows of an execution: of its tasks all attempts. */
  record Stored(Execution execution, List<TaskExecution> tasks, List<Inquiry> inquiries) {}

  /** The store cannot be reached at the moment; asking again later may help. */
  final class Unavailable extends RuntimeException {
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** When to look at an execution again. */
  record Due(Instant at, ExecutionId execution) {}

  /** The answer to a message of the inbox, as JSON text. */
  record Answered(long message, String answer) {}
}
