package dev.heddle.platform.executions;

import dev.heddle.model.Node;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An execution to look at: all its rows and the workflow it runs. */
record Shown(Execution execution, Workflow workflow, List<TaskExecution> tasks) {

  Shown {
    tasks = List.copyOf(tasks);
  }

  Node node(TaskExecution task) {
    return workflow.graph().node(task.key().node());
  }

  /** The newest attempt of the newest activation of each node as a whole, by position. */
  Map<Integer, TaskExecution> latest() {
    Map<Integer, TaskExecution> latest = new LinkedHashMap<>();
    for (TaskExecution task : tasks) {
      if (!task.key().isItem()) {
        latest.merge(task.key().node(), task, Shown::newer);
      }
    }
    return latest;
  }

  private static TaskExecution newer(TaskExecution one, TaskExecution other) {
    int activations = Integer.compare(one.key().activation(), other.key().activation());
    boolean first =
        activations > 0 || (activations == 0 && one.key().attempt() > other.key().attempt());
    return first ? one : other;
  }

  /** The result of a row; of an iteration as a whole the list of its items' results (S1-089). */
  @Nullable Value result(TaskExecution task) {
    if (task.key().isItem() || node(task).iteration().isEmpty() || !task.status().isTerminal()) {
      return task.result();
    }
    Map<Integer, TaskExecution> items = new TreeMap<>();
    for (TaskExecution item : tasks) {
      if (item.key().isItem()
          && item.key().node() == task.key().node()
          && item.key().activation() == task.key().activation()) {
        items.merge(item.key().item(), item, Shown::newer);
      }
    }
    List<Value> results = new ArrayList<>();
    for (TaskExecution item : items.values()) {
      Value result = item.result();
      boolean completed = item.status() == TaskStatus.COMPLETED;
      results.add(completed && result != null ? result : Value.nothing());
    }
    return new ListValue(results);
  }
}
