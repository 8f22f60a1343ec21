package dev.heddle.cli.view;

import dev.heddle.engine.port.LogStore;
import dev.heddle.model.Graph;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.TaskExecution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was read about an execution at one moment.
 *
 * @param graph its workflow's, so that members of groups are known
 * @param nested the executions its tasks wait for, by id
 * @param asking the attempts that wait for a person
 * @param tails the last lines attempts printed
 * @param printed the lines that are new since the reading before
 */
public record Snapshot(
    Execution execution,
    Graph graph,
    List<TaskExecution> tasks,
    Map<String, Snapshot> nested,
    Set<AttemptId> asking,
    Map<AttemptId, List<String>> tails,
    List<LogStore.Entry> printed) {

  public Snapshot {
    tasks = List.copyOf(tasks);
    nested = Map.copyOf(nested);
    asking = Set.copyOf(asking);
    tails = Map.copyOf(tails);
    printed = List.copyOf(printed);
  }

  /** The attempts that wait for a person here and in what is nested. */
  public Set<AttemptId> allAsking() {
    Set<AttemptId> all = new LinkedHashSet<>(asking);
    nested.values().forEach(child -> all.addAll(child.allAsking()));
    return all;
  }
}
