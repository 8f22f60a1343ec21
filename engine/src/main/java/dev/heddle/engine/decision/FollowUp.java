package dev.heddle.engine.decision;

import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;

/**
 * What a decision means for this or another execution of the same partition; decided upon in the
 * same commit, so that no message between parent and child can be lost.
 */
public sealed interface FollowUp {

  /** Start a nested execution (S1-112); {@code parameters} are bound already. */
  record StartChild(
      ExecutionId id,
      Workflow workflow,
      long definition,
      Execution.Origin origin,
      MapValue parameters)
      implements FollowUp {}

  /** Continue a failed nested execution as a new one; start it afresh if it did not fail. */
  record RetryChild(ExecutionId failed, ExecutionId id, Execution.Origin origin)
      implements FollowUp {}

  /** Cancel a nested execution along with its parent (S1-114). */
  record CancelChild(ExecutionId child, String by, CancellationPolicy policy) implements FollowUp {}

  /** An attempt of a relaxed execution ended in the moment it was to be handed out. */
  record EndAttempt(ExecutionId execution, Command.EndTask end) implements FollowUp {}

  /** Tell the waiting parent (S1-113). */
  record InformParent(AttemptId parent, Execution child) implements FollowUp {}
}
