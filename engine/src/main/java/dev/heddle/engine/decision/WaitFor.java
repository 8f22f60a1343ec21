package dev.heddle.engine.decision;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.Node;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds tasks back until a question that another task asked has been answered (S1-110). Until then
 * the id of the inquiry stands in the place of the input, which may speak of the answer.
 */
final class WaitFor {

  private WaitFor() {}

  /** Looks up the inquiry a task names, and waits for it if need be. */
  static void hold(Turn turn, Node node, TaskExecution task) {
    Value id;
    try {
      id = node.waitFor().orElseThrow().render(turn.scope());
    } catch (ExpressionException failed) {
      turn.fail(task, Activations.templateError(node, "wait_for", failed));
      return;
    }
    Optional<Inquiry> inquiry = find(turn.state, id);
    if (inquiry.isEmpty()) {
      String message = "Task " + node.name() + " waits for an inquiry that does not exist";
      turn.fail(task, FailureType.INQUIRY_NOT_FOUND.because(message));
      return;
    }
    TaskExecution waiting =
        task.withInput(Value.of(inquiry.get().id().toString()))
            .withStatus(TaskStatus.WAITING, task.times());
    turn.save(waiting);
    look(turn, waiting);
  }

  /** Whether a task was never let go on, so that there is nothing to repeat. */
  static boolean isHeld(TaskExecution task) {
    return task.input() instanceof TextValue;
  }

  private static Optional<Inquiry> find(ExecutionState state, @Nullable Value id) {
    return id instanceof TextValue text
        ? AttemptId.parse(text.text())
            .filter(attempt -> isOf(state.execution(), attempt.execution()))
            .map(attempt -> state.inquiry(attempt.task()))
        : Optional.empty();
  }

  /** The execution itself, or the one it continues: its closed inquiries came along (S1-123). */
  private static boolean isOf(Execution execution, ExecutionId id) {
    return id.equals(execution.id()) || id.equals(execution.origin().retryOf());
  }

  /** Goes on with what waited for an inquiry that has been closed. */
  static void release(Turn turn, Inquiry closed) {
    Value id = Value.of(closed.id().toString());
    for (int node = 0; node < turn.graph().size(); node++) {
      if (turn.graph().node(node).waitFor().isPresent()) {
        for (NodeRun run : turn.state.runsOf(node)) {
          if (id.equals(run.whole().input())) {
            look(turn, run.whole());
          }
        }
      }
    }
  }

  /** Goes on with a task that waits, if its inquiry is closed. */
  static void look(Turn turn, TaskExecution task) {
    if (task.status() != TaskStatus.WAITING || turn.execution().hold() != null) {
      return;
    }
    find(turn.state, task.input()).ifPresent(inquiry -> goOn(turn, task, inquiry));
  }

  private static void goOn(Turn turn, TaskExecution task, Inquiry inquiry) {
    switch (inquiry.status()) {
      case PENDING -> {}
      case RESPONDED -> begin(turn, task);
      case TIMEOUT ->
          turn.end(
              task,
              TaskStatus.TIMEOUT,
              null,
              Failure.of("timeout", "Nobody answered in time: " + inquiry.prompt()));
      case CANCELLED ->
          turn.fail(task, Failure.of("inquiry_cancelled", "The inquiry was cancelled"));
    }
  }

  private static void begin(Turn turn, TaskExecution task) {
    Node node = turn.node(task.key());
    try {
      TaskExecution ready = task.withInput(node.input().render(turn.scope()));
      turn.save(ready);
      Attempts.beginAfter(turn, ready, node.timing().delay());
    } catch (ExpressionException failed) {
      turn.fail(task, Activations.templateError(node, "input", failed));
    }
  }
}
