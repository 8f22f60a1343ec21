package dev.heddle.engine.decision;

import dev.heddle.expressions.Namespace;
import dev.heddle.expressions.Operand;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code task.x} shows of a finished task (S1-025, S1-026, S1-079, S1-089). */
final class TaskView implements Namespace {

  private final ExecutionState state;
  private final NodeRun run;

  TaskView(ExecutionState state, NodeRun run) {
    this.state = state;
    this.run = run;
  }

  /** The latest activation of a node that has ended with an outcome; null if none has (S1-027). */
  static @Nullable NodeRun lastFinished(ExecutionState state, int node) {
    for (NodeRun run : state.runsOf(node).reversed()) {
      if (isFinished(run.whole().status())) {
        return run;
      }
    }
    return null;
  }

  private static boolean isFinished(TaskStatus status) {
    return switch (status) {
      case COMPLETED, FAILED, TIMEOUT, ABANDONED -> true;
      case REQUESTED, SCHEDULED, RUNNING, WAITING, CANCELLED, SKIPPED -> false;
    };
  }

  @Override
  public @Nullable Operand get(String key) {
    Value value = field(key);
    return value == null ? null : Operand.of(value);
  }

  private @Nullable Value field(String key) {
    boolean iterates = state.graph().node(run.node).iteration().isPresent();
    return switch (key) {
      case "status" -> Value.of(run.whole().status().label());
      case "result", "data" -> result(state, run);
      case "error" -> error(run.whole());
      case "results" -> iterates ? result(state, run) : resultField(key);
      case "items" -> iterates ? items() : resultField(key);
      case "failed_items" -> iterates ? failedItems() : resultField(key);
      case "total_count" -> iterates ? Value.of(run.itemCount()) : resultField(key);
      case "success_count" -> iterates ? Value.of(succeeded()) : resultField(key);
      case "failed_count" -> iterates ? Value.of(run.itemCount() - succeeded()) : resultField(key);
      default -> resultField(key);
    };
  }

  private @Nullable Value resultField(String key) {
    return result(state, run).plain() instanceof MapValue map ? map.get(key) : null;
  }

  /** The result of a task as a whole: of an iteration the list, of a group the map. */
  static Value result(ExecutionState state, NodeRun run) {
    Node node = state.graph().node(run.node);
    if (node.iteration().isPresent()) {
      List<Value> results = new ArrayList<>(run.itemCount());
      for (int i = 0; i < run.itemCount(); i++) {
        TaskExecution item = run.item(i);
        results.add(
            item.status() == TaskStatus.COMPLETED ? orNull(item.result()) : Value.nothing());
      }
      return new ListValue(results);
    }
    if (node.work() instanceof Work.Group group) {
      MapValue.Builder results = MapValue.builder();
      for (String member : group.members()) {
        for (NodeRun ofMember : state.runsOf(state.graph().position(member)).reversed()) {
          if (ofMember.group == run.number) {
            results.put(member, result(state, ofMember));
            break;
          }
        }
      }
      return results.build();
    }
    return orNull(run.whole().result());
  }

  private static Value orNull(@Nullable Value value) {
    return value == null ? NullValue.INSTANCE : value;
  }

  private static Value error(TaskExecution task) {
    Failure failure = task.failure();
    return failure == null ? NullValue.INSTANCE : failure.toValue();
  }

  /** One attempt by itself, such as that of an item. */
  static MapValue ofAttempt(TaskExecution attempt) {
    return MapValue.builder()
        .put("status", attempt.status().label())
        .put("result", orNull(attempt.result()))
        .put("error", error(attempt))
        .build();
  }

  private ListValue items() {
    List<Value> items = new ArrayList<>(run.itemCount());
    for (int i = 0; i < run.itemCount(); i++) {
      TaskExecution item = run.item(i);
      items.add(
          MapValue.builder()
              .put("index", i)
              .put("item", orNull(item.item()))
              .put("status", item.status().label())
              .put("result", orNull(item.result()))
              .put("error", error(item))
              .put("attempts", new IntegerValue(item.key().attempt()))
              .build());
    }
    return new ListValue(items);
  }

  private ListValue failedItems() {
    List<Value> failed = new ArrayList<>();
    for (int i = 0; i < run.itemCount(); i++) {
      if (run.item(i).status() != TaskStatus.COMPLETED) {
        failed.add(orNull(run.item(i).item()));
      }
    }
    return new ListValue(failed);
  }

  private int succeeded() {
    int count = 0;
    for (int i = 0; i < run.itemCount(); i++) {
      count += run.item(i).status() == TaskStatus.COMPLETED ? 1 : 0;
    }
    return count;
  }

  @Override
  public Value toValue() {
    return MapValue.builder()
        .put("status", run.whole().status().label())
        .put("result", result(state, run))
        .put("error", error(run.whole()))
        .build();
  }
}
