package dev.heddle.engine.decision;

import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;

/** Cancels an execution, or stops it at its time limit (S1-099, S1-122). */
final class Stopping {

  private Stopping() {}

  static Reply cancel(Turn turn, Command.Cancel command) {
    if (turn.execution().isStopping()) {
      return new Reply.Done(turn.execution());
    }
    CancellationPolicy policy =
        command.policy().orElse(turn.state.workflow().limits().cancellation());
    stop(turn, new Execution.Hold.Stopping(command.by(), policy, false, turn.now));
    return new Reply.Done(turn.execution());
  }

  /** The time limit passed: running tasks are cancelled whatever the policy (S1-099). */
  static void expire(Turn turn) {
    stop(
        turn,
        new Execution.Hold.Stopping("system", CancellationPolicy.CANCEL_RUNNING, true, turn.now));
  }

  private static void stop(Turn turn, Execution.Hold.Stopping stopping) {
    turn.save(turn.execution().withHold(ExecutionStatus.CANCELING, stopping));
    BesideInquiries.withdraw(turn, stopping.by());
    for (int node = 0; node < turn.graph().size(); node++) {
      for (NodeRun run : turn.state.runsOf(node)) {
        if (run.isOpen()) {
          stop(turn, run, stopping);
        }
      }
    }
  }

  private static void stop(Turn turn, NodeRun run, Execution.Hold.Stopping stopping) {
    for (int index = 0; index < run.itemCount(); index++) {
      if (!run.item(index).isSettled()) {
        stop(turn, run.item(index), stopping);
      }
    }
    boolean isContainer =
        turn.graph().node(run.node).iteration().isPresent()
            || turn.state.openGroups().contains(run);
    if (!isContainer) {
      stop(turn, run.whole(), stopping);
    } else if (run.itemCount() > 0 && !run.hasOpenItems()) {
      turn.cancel(run.whole());
    }
  }

  private static void stop(Turn turn, TaskExecution task, Execution.Hold.Stopping stopping) {
    switch (task.status()) {
      case REQUESTED, WAITING -> {
        Inquiries.withdraw(turn, task.key(), stopping.by());
        turn.cancel(task);
      }
      case SCHEDULED, RUNNING -> interrupt(turn, task, stopping);
      case COMPLETED, FAILED, TIMEOUT, CANCELLED, SKIPPED, ABANDONED -> turn.settle(task);
    }
  }

  private static void interrupt(Turn turn, TaskExecution task, Execution.Hold.Stopping stopping) {
    if (task.child() != null) {
      turn.follow(new FollowUp.CancelChild(task.child(), stopping.by(), stopping.policy()));
    } else if (stopping.policy() == CancellationPolicy.CANCEL_RUNNING) {
      turn.release(new Effect.Interrupt(turn.attempt(task.key())));
    }
  }

  /** Ends the iteration a just-ended item belonged to, if it was the last. */
  static void afterItem(Turn turn, TaskKey item) {
    NodeRun run = turn.run(item);
    if (!run.hasOpenItems() && run.isOpen()) {
      turn.cancel(run.whole());
    }
  }
}
