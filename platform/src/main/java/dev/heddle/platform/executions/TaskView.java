package dev.heddle.platform.executions;

import dev.heddle.model.Iteration;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The JSON form of one row of a task. */
final class TaskView {

  private TaskView() {}

  static MapValue toValue(Shown shown, TaskExecution task) {
    return MapValue.builder()
        .put("name", task.name())
        .put("index", task.key().isItem() ? Value.of(task.key().item()) : Value.nothing())
        .put("activation", task.key().activation())
        .put("attempt", task.key().attempt())
        .put("status", task.status().label())
        .put("started_at", Fields.time(task.times().startedAt()))
        .put("finished_at", Fields.time(task.times().endedAt()))
        .put("input", Fields.value(task.input()))
        .put("result", Fields.value(shown.result(task)))
        .put("error", Fields.failure(task.failure()))
        .build();
  }

  /** With what the API shows beyond that (S1-118). */
  static MapValue details(Shown shown, TaskExecution task) {
    Node node = shown.node(task);
    return MapValue.builder()
        .put("id", new AttemptId(shown.execution().id(), task.key()).toString())
        .put("action", work(node.work()))
        .putAll(toValue(shown, task))
        .put("batch", batch(node, task))
        .put("item", Fields.value(task.item()))
        .put("retry_count", task.key().attempt() - 1L)
        .put("retry_limit", node.retry().count())
        .put("timeout", node.timing().timeout().map(TaskView::seconds).orElse(Value.nothing()))
        .put("scheduled_at", Fields.time(task.times().scheduledAt()))
        .put("due_at", Fields.time(task.times().due()))
        .put("child", Fields.text(task.child()))
        .put("triggered_by", triggers(shown, task))
        .put("published", task.progress().published())
        .build();
  }

  /** What a task calls; for other kinds of work their name. */
  static String work(Work work) {
    return switch (work) {
      case Work.Call(String ref, _) -> ref;
      case Work.Container() -> "container";
      case Work.Script(String language, _, _) -> "script:" + language;
      case Work.Op(String location, String name) -> location + "." + name;
      case Work.Inquiry() -> "core.inquiry";
      case Work.Wait() -> "core.sleep";
      case Work.Group(_) -> "parallel";
    };
  }

  private static Value batch(Node node, TaskExecution task) {
    if (!task.key().isItem()
        || node.iteration().isEmpty()
        || node.iteration().get().batchSize().isEmpty()) {
      return Value.nothing();
    }
    Iteration iteration = node.iteration().get();
    return Value.of(
        iteration.mode() == Iteration.BatchMode.LIST
            ? task.key().item()
            : task.key().item() / iteration.batchSize().getAsInt());
  }

  private static Value seconds(Duration duration) {
    return dev.heddle.values.Json.read(
        BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString());
  }

  private static ListValue triggers(Shown shown, TaskExecution task) {
    List<Value> names = new ArrayList<>();
    for (TaskExecution.Trigger trigger : task.triggers()) {
      names.add(Value.of(shown.workflow().graph().node(trigger.node()).name()));
    }
    return new ListValue(names);
  }
}
