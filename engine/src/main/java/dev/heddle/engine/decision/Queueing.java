package dev.heddle.engine.decision;

import dev.heddle.engine.port.Throttle;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executions and attempts that wait to be admitted by a policy (S1-161, S1-162). What admits them
 * is outside the engine; it may say so more than once.
 */
final class Queueing {

  private Queueing() {}

  /** What a new execution has to be admitted by; for a nested one the task that calls it was. */
  static Optional<Throttle> throttle(Execution fresh, Surroundings around) {
    return fresh.origin().parent() == null ? around.throttle(fresh.workflow()) : Optional.empty();
  }

  /**
   * A new execution that does nothing until it is admitted.
   *
   * @param again what it is to do then; null if that follows from where it comes from
   */
  static Decider.Started request(
      ExecutionState state,
      Execution.Hold.@Nullable Again again,
      Throttle throttle,
      Surroundings around) {
    Turn turn = new Turn(state, around, true);
    turn.save(turn.execution().withHold(ExecutionStatus.REQUESTED, again));
    turn.claim(null, throttle, turn.execution().parameters());
    Decider.finish(turn);
    return new Decider.Started(state, turn.decision(new Reply.Done(turn.execution())));
  }

  static Reply admit(Turn turn, @Nullable TaskKey key) {
    if (key == null) {
      if (turn.execution().status() != ExecutionStatus.REQUESTED) {
        return Decider.refuse("The execution has begun already");
      }
      turn.save(turn.execution().withHold(ExecutionStatus.RUNNING, null));
      for (int node : turn.graph().entryPoints()) {
        turn.then(new Step.Activate(node, List.of(), 0));
      }
      return new Reply.Done(turn.execution());
    }
    TaskExecution task = turn.state.find(key);
    if (task == null || !Attempts.isQueued(task)) {
      return Decider.refuse("The attempt does not wait to be admitted");
    }
    if (turn.execution().hold() != null) {
      return Decider.refuse("The execution is paused or being cancelled");
    }
    Attempts.admit(turn, task);
    return new Reply.Done(turn.execution());
  }

  static Reply deny(Turn turn, @Nullable TaskKey key, String message) {
    if (key == null) {
      if (turn.execution().status() != ExecutionStatus.REQUESTED) {
        return Decider.refuse("The execution has begun already");
      }
      Ending.deny(turn, FailureType.POLICY_VIOLATED.because(message));
      return new Reply.Done(turn.execution());
    }
    TaskExecution task = turn.state.find(key);
    if (task == null || !Attempts.isQueued(task)) {
      return Decider.refuse("The attempt does not wait to be admitted");
    }
    turn.end(task, TaskStatus.CANCELLED, null, FailureType.POLICY_VIOLATED.because(message));
    return new Reply.Done(turn.execution());
  }
}
