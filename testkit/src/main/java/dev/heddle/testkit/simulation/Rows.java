package dev.heddle.testkit.simulation;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskExecution;
import java.util.ArrayList;
import java.util.List;

/** What two worlds recorded, side by side. */
final class Rows {

  private Rows() {}

  /** Where two worlds that did the same in the same order differ; ids do not count. */
  static String difference(World one, World other) {
    List<String> left = all(one);
    List<String> right = all(other);
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!left.get(i).equals(right.get(i))) {
        return "\n  " + left.get(i) + "\n  " + right.get(i);
      }
    }
    return left.size() == right.size() ? "" : left.size() + " rows, not " + right.size();
  }

  private static List<String> all(World world) {
    List<Execution> executions = world.all();
    List<String> rows = new ArrayList<>();
    for (Execution execution : executions) {
      rows.add(execution.toString());
      world.store.tasks(execution.id()).forEach(task -> rows.add(task.toString()));
    }
    for (int number = 0; number < executions.size(); number++) {
      ExecutionId id = executions.get(number).id();
      String name = "execution" + number;
      rows.replaceAll(
          row -> row.replace(id.toString(), name).replace("number=" + id.number() + "]", name));
    }
    return rows;
  }

  /** How each attempt of an execution ended, whatever the order. */
  static List<String> outcomes(World world, ExecutionId id) {
    return world.store.tasks(id).stream().map(Rows::outcome).sorted().toList();
  }

  private static String outcome(TaskExecution task) {
    return task.name()
        + "."
        + task.key().activation()
        + "."
        + task.key().item()
        + "-"
        + task.key().attempt()
        + " "
        + task.status();
  }
}
