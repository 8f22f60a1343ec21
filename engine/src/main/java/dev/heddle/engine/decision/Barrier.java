package dev.heddle.engine.decision;

import dev.heddle.model.execution.TaskExecution.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The arrivals at a node, and which of its starts each belongs to (S1-063, S1-064, D-09): the first
 * of every predecessor to the first start, the second to the second. An arrival that is causally
 * after a start belongs to a later one. So the order in which branches happen to end does not
 * count.
 */
final class Barrier {

  /** The start that the latest arrival of each predecessor belongs to. */
  private final Map<Integer, Integer> turns = new HashMap<>();

  /** Arrivals for starts to come. */
  private final NavigableMap<Integer, Map<Integer, Trigger>> pending = new TreeMap<>();

  /** The activations it has led to; ascending. */
  private final List<Integer> starts = new ArrayList<>();

  /** The start that the latest arrival of a predecessor belongs to; 0 before the first. */
  int turn(int predecessor) {
    return turns.getOrDefault(predecessor, 0);
  }

  /**
   * Counts an arrival.
   *
   * @param after the latest start that is in its past, 0 if there is none
   */
  void arrive(Trigger from, int after) {
    int turn = Math.max(turn(from.node()), after) + 1;
    turns.put(from.node(), turn);
    if (turn > starts.size()) {
      pending.computeIfAbsent(turn, _ -> new LinkedHashMap<>()).put(from.node(), from);
    }
  }

  /** How many have arrived for the next start. */
  int arrived() {
    return pending.isEmpty() ? 0 : pending.firstEntry().getValue().size();
  }

  /** Who has arrived for the next start, in order of arrival. */
  List<Trigger> arrivals() {
    return pending.isEmpty() ? List.of() : List.copyOf(pending.firstEntry().getValue().values());
  }

  /** The node has been started: what arrived or will yet arrive for this start is used up. */
  void start(int activation) {
    starts.add(activation);
    pending.headMap(starts.size(), true).clear();
  }

  /** How often it was started. */
  int started() {
    return starts.size();
  }

  /** The activation of the n-th start, from 1. */
  int activation(int start) {
    return starts.get(start - 1);
  }

  /** Which start an activation was; 0 if none of this place. */
  int startOf(int activation) {
    return Math.max(0, Collections.binarySearch(starts, activation) + 1);
  }
}
