package dev.heddle.platform.executions;

import dev.heddle.engine.decision.Decider;
import dev.heddle.engine.decision.ExecutionState;
import dev.heddle.engine.decision.Rerun;
import dev.heddle.model.Node;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Replies;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;

/** The preview of a rerun as the API shows it. */
final class RerunView {

  private RerunView() {}

  static Answer<MapValue> of(Shown shown, Rerun rerun) {
    ExecutionState state =
        ExecutionState.restore(shown.workflow(), shown.execution(), shown.tasks(), List.of());
    return switch (Decider.preview(state, rerun)) {
      case Rerun.Preview.Refused(var reply) -> Replies.refused(reply);
      case Rerun.Preview.Parts(List<Rerun.Part> parts) -> Answer.done(toValue(shown, rerun, parts));
    };
  }

  private static MapValue toValue(Shown shown, Rerun rerun, List<Rerun.Part> parts) {
    Node node = shown.workflow().graph().node(shown.workflow().graph().position(rerun.task()));
    List<Value> tasks =
        parts.stream()
            .<Value>map(part ->
                MapValue.builder()
                    .put("name", part.task())
                    .put("activation", part.activation())
                    .put("status", status(shown, part))
                    .put("fate", part.fate().label())
                    .build())
            .toList();
    return MapValue.builder()
        .put("from", rerun.task())
        .put("activation", rerun.activation())
        .put("action", TaskView.work(node.work()))
        .put("input", input(shown, rerun))
        .put("editable", Rerun.takesInput(node))
        .put("tasks", new ListValue(tasks))
        .build();
  }

  private static Optional<TaskExecution> latest(Shown shown, String task, int activation) {
    return shown.tasks().stream()
        .filter(row -> !row.key().isItem())
        .filter(row -> row.name().equals(task) && row.key().activation() == activation)
        .reduce((_, later) -> later);
  }

  private static String status(Shown shown, Rerun.Part part) {
    return latest(shown, part.task(), part.activation())
        .map(row -> row.status().label())
        .orElse(GraphView.NOT_REACHED);
  }

  /** What it was given; of an iteration what its first item was given. */
  private static Value input(Shown shown, Rerun rerun) {
    return shown.tasks().stream()
        .filter(row -> row.name().equals(rerun.task()))
        .filter(row -> row.key().activation() == rerun.activation())
        .map(row -> Fields.value(row.input()))
        .filter(MapValue.class::isInstance)
        .findFirst()
        .orElse(MapValue.EMPTY);
  }
}
