package dev.heddle.engine.decision;

import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Parameters;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import java.time.Instant;

/** Attempts whose work is done by an execution of another workflow (2.8). */
final class Nested {

  /** How many executions may be above one (S1-115). */
  static final int MAX_DEPTH = 10;

  private Nested() {}

  /** Starts the execution of a workflow that a task calls (S1-112). */
  static void start(
      Turn turn,
      TaskExecution task,
      Workflow workflow,
      long definition,
      MapValue input,
      boolean admitted) {
    if (turn.execution().origin().depth() + 1 > MAX_DEPTH) {
      turn.fail(
          task,
          FailureType.MAX_DEPTH_EXCEEDED.because(
              "max_depth_exceeded: "
                  + workflow.ref()
                  + " would be nested deeper than "
                  + MAX_DEPTH
                  + " executions"));
      return;
    }
    switch (workflow.parameters().bind(input)) {
      case Parameters.Bound.Refused refused -> Attempts.refuse(turn, task, workflow.ref(), refused);
      case Parameters.Bound.Arguments(MapValue arguments) -> {
        if (!admitted && Attempts.isThrottled(turn, task, workflow.ref(), arguments)) {
          return;
        }
        ExecutionId child = turn.around.newId();
        turn.save(under(turn, task.withInput(arguments), child));
        turn.follow(
            new FollowUp.StartChild(
                child,
                workflow,
                definition,
                turn.execution().origin().child(turn.attempt(task.key())),
                arguments));
      }
    }
  }

  /**
   * Continues the nested execution that a task names as its child, which an earlier execution had
   * started. Whether a policy lets it is asked once more: the slot it ran under is long free.
   */
  static void goOn(Turn turn, TaskExecution task, boolean admitted) {
    ExecutionId failed = task.child();
    if (failed == null
        || !(turn.node(task.key()).work() instanceof Work.Call(String ref, _))
        || !(task.input() instanceof MapValue arguments)) {
      throw new IllegalArgumentException("Task " + task.name() + " continues no execution");
    }
    if (!admitted && Attempts.isThrottled(turn, task, ref, arguments)) {
      return;
    }
    ExecutionId child = turn.around.newId();
    turn.save(under(turn, task, child));
    turn.follow(
        new FollowUp.RetryChild(
            failed, child, turn.execution().origin().child(turn.attempt(task.key()))));
  }

  /** The work is done by another execution, which the task's time limit bounds as well. */
  private static TaskExecution under(Turn turn, TaskExecution task, ExecutionId child) {
    Instant due = turn.node(task.key()).timing().timeout().map(turn.now::plus).orElse(null);
    TaskExecution.Times times =
        new TaskExecution.Times(task.times().scheduledAt(), turn.now, null, due);
    return task.withChild(child).withStatus(TaskStatus.RUNNING, times);
  }

  /** The time limit of a nested execution passed: it is stopped, not waited for (S1-098). */
  static void expire(Turn turn, TaskExecution task, ExecutionId child) {
    turn.follow(new FollowUp.CancelChild(child, "system", CancellationPolicy.CANCEL_RUNNING));
    Attempts.timeOut(turn, task);
  }
}
