package dev.heddle.engine.decision;

import dev.heddle.model.execution.TaskExecution.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrivals at a node that waits for several (S1-064). In a loop a predecessor may arrive again
 * before the others have arrived once; it then counts for the next start.
 */
final class Barrier {

  private final List<Map<Integer, Trigger>> pending = new ArrayList<>();

  /** Counts an arrival for the earliest start its predecessor has not arrived for. */
  void arrive(Trigger from) {
    for (Map<Integer, Trigger> arrivals : pending) {
      if (arrivals.putIfAbsent(from.node(), from) == null) {
        return;
      }
    }
    Map<Integer, Trigger> arrivals = new LinkedHashMap<>();
    arrivals.put(from.node(), from);
    pending.add(arrivals);
  }

  /** How many have arrived for the next start. */
  int arrived() {
    return pending.isEmpty() ? 0 : pending.getFirst().size();
  }

  /** Who has arrived for the next start, in order of arrival. */
  List<Trigger> arrivals() {
    return pending.isEmpty() ? List.of() : List.copyOf(pending.getFirst().values());
  }

  /** The node was started by these arrivals: they are used up. */
  void start(List<Trigger> triggers) {
    if (!pending.isEmpty() && holds(pending.getFirst(), triggers)) {
      pending.removeFirst();
    }
  }

  private static boolean holds(Map<Integer, Trigger> arrivals, List<Trigger> triggers) {
    return triggers.stream().allMatch(trigger -> trigger.equals(arrivals.get(trigger.node())));
  }
}
