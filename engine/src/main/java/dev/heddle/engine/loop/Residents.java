package dev.heddle.engine.loop;

import dev.heddle.engine.decision.ExecutionState;
import dev.heddle.model.execution.ExecutionId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The executions a lane holds in memory. Those no runner works for go when there are too many, the
 * longest unused first (U-08).
 */
final class Residents {

  private final Map<ExecutionId, ExecutionState> states = new LinkedHashMap<>(64, 0.75f, true);
  private final int most;

  Residents(int most) {
    this.most = most;
  }

  @Nullable ExecutionState get(ExecutionId id) {
    return states.get(id);
  }

  void put(ExecutionState state) {
    states.put(state.execution().id(), state);
  }

  void drop(ExecutionId id) {
    states.remove(id);
  }

  void dropAll() {
    states.clear();
  }

  /** The partitions of executions that a runner may be working for. */
  Set<Integer> busyPartitions() {
    Set<Integer> busy = new HashSet<>();
    for (ExecutionState state : states.values()) {
      if (state.isBusy()) {
        busy.add(state.execution().id().partition());
      }
    }
    return busy;
  }

  void dropPartitions(Set<Integer> partitions) {
    states.keySet().removeIf(id -> partitions.contains(id.partition()));
  }

  int size() {
    return states.size();
  }

  /** Lets idle executions go until there are few enough; only between batches. */
  void evict() {
    int excess = states.size() - most;
    Iterator<ExecutionState> oldestFirst = states.values().iterator();
    while (excess > 0 && oldestFirst.hasNext()) {
      if (!oldestFirst.next().isBusy()) {
        oldestFirst.remove();
      }
      excess--;
    }
  }
}
