package dev.heddle.testkit;

import dev.heddle.engine.port.Changes;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Lifecycle;
import dev.heddle.model.execution.Lifecycle.Move;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no engine may write: rows inserted twice or updated before, illegal moves (S1-117),
 * changes after the end. Notes the moves it has seen.
 */
final class WriteRules {

  final Set<Move<TaskStatus>> taskMoves = new LinkedHashSet<>();
  final Set<Move<ExecutionStatus>> executionMoves = new LinkedHashSet<>();

  /**
   * Checks a change against what is stored.
   *
   * @throws IllegalStateException if it is illegal; nothing of it may be written
   */
  void check(Changes changes, @Nullable Execution stored, Map<TaskKey, TaskExecution> rows) {
    Execution execution = changes.execution();
    if (execution != null) {
      require((stored == null) == changes.created(), changes, "is created twice or never");
      check(changes, stored, execution);
    }
    for (TaskExecution task : changes.inserted()) {
      require(!rows.containsKey(task.key()), changes, task.key() + " is inserted twice");
      move(changes, task, null);
    }
    for (TaskExecution task : changes.updated()) {
      TaskExecution before = rows.get(task.key());
      require(before != null, changes, task.key() + " was never inserted");
      require(before == null || !before.isSettled(), changes, task.key() + " is settled");
      move(changes, task, before);
    }
  }

  private void check(Changes changes, @Nullable Execution stored, Execution execution) {
    ExecutionStatus before = stored == null ? null : stored.status();
    require(before == null || !before.isTerminal(), changes, "has ended");
    var move = new Move<>(before, execution.status());
    require(Lifecycle.EXECUTION.allows(before, execution.status()), changes, "moves " + move);
    executionMoves.add(move);
  }

  private void move(Changes changes, TaskExecution task, @Nullable TaskExecution stored) {
    TaskStatus before = stored == null ? null : stored.status();
    var move = new Move<>(before, task.status());
    require(Lifecycle.TASK.allows(before, task.status()), changes, task.key() + " moves " + move);
    taskMoves.add(move);
  }

  private static void require(boolean holds, Changes changes, String complaint) {
    if (!holds) {
      throw new IllegalStateException("execution " + changes.id() + ": " + complaint);
    }
  }
}
