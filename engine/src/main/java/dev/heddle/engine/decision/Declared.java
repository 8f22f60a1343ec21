package dev.heddle.engine.decision;

import dev.heddle.engine.port.Catalog.Found;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.Work;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds results against what was declared about them (S1-004, S1-137). */
final class Declared {

  private Declared() {}

  /** A result an attempt reported, with what its action declares secret marked. */
  static @Nullable Value reported(Turn turn, TaskExecution task, @Nullable Value result) {
    ResultSchema schema = schema(turn, task);
    return result == null || schema.isAny() ? result : schema.marked(result);
  }

  private static ResultSchema schema(Turn turn, TaskExecution task) {
    return turn.node(task.key()).work() instanceof Work.Call(String ref, _)
            && turn.around.find(ref) instanceof Found.AnAction(var action)
        ? action.output()
        : ResultSchema.ANY;
  }

  /** Says so in the execution's log if a successful result is not as declared. */
  static void compare(Turn turn, TaskExecution task, Value result) {
    compare(turn, "task " + task.name(), schema(turn, task), result);
  }

  /** The result of the workflow, marked and compared. */
  static MapValue output(Turn turn, MapValue result) {
    ResultSchema schema = turn.state.workflow().output();
    if (schema.isAny()) {
      return result;
    }
    compare(turn, "the workflow", schema, result);
    return (MapValue) schema.marked(result);
  }

  private static void compare(Turn turn, String whose, ResultSchema schema, Value result) {
    if (schema.isAny()) {
      return;
    }
    List<String> wrong = schema.mismatches(result);
    if (!wrong.isEmpty()) {
      turn.note("the result of " + whose + " is not as `output` says: " + String.join(", ", wrong));
    }
  }
}
