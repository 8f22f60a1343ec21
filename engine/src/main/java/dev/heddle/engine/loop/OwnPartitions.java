package dev.heddle.engine.loop;

import dev.heddle.model.execution.ExecutionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The partitions for which a lane decides, and how many of them should go to other nodes. */
final class OwnPartitions {

  private final Set<Integer> all = new HashSet<>();
  private final StartingPlaces startingPlaces = new StartingPlaces();
  private int surplus;

  /** Those it has now; not a copy. */
  Set<Integer> all() {
    return all;
  }

  boolean have(ExecutionId execution) {
    return all.contains(execution.partition());
  }

  void add(Set<Integer> more) {
    all.addAll(more);
    startingPlaces.among(all);
  }

  /** In which the next execution begins. */
  int nextStart() {
    return startingPlaces.next();
  }

  /** At most so many should go to other nodes. */
  void giveBack(int most) {
    surplus = most;
  }

  boolean areTooMany() {
    return surplus > 0;
  }

  /**
   * Lets partitions go: those that are not busy, so that nothing is carried out twice. One stays,
   * for executions that start here.
   */
  Set<Integer> release(Collection<Integer> busy) {
    NavigableSet<Integer> idle = new TreeSet<>(all);
    idle.removeAll(busy);
    int most = Math.clamp(surplus, 0, Math.max(0, all.size() - 1));
    surplus = 0;
    Set<Integer> released =
        idle.descendingSet().stream().limit(most).collect(Collectors.toUnmodifiableSet());
    if (!released.isEmpty()) {
      all.removeAll(released);
      startingPlaces.among(all);
    }
    return released;
  }
}
