package dev.heddle.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The nodes of a workflow by position, and what follows from their transitions. Members of groups
 * stand in the same list as all others.
 */
public final class Graph {

  private final List<Node> nodes;
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<int[]> predecessors = new ArrayList<>();
  private final List<int[]> successors = new ArrayList<>();
  private final int[] groupOf;
  private final boolean[] repeatable;

  /**
   * Connects the nodes.
   *
   * @throws IllegalArgumentException on a repeated name or an unknown target; front ends report
   *     these with their place before they build a graph
   */
  public Graph(List<Node> nodes) {
    this.nodes = List.copyOf(nodes);
    for (Node node : this.nodes) {
      if (positions.put(node.name(), positions.size()) != null) {
        throw new IllegalArgumentException("two nodes are named " + node.name());
      }
    }
    groupOf = new int[this.nodes.size()];
    connect();
    repeatable = findRepeatable();
  }

  private void connect() {
    List<Set<Integer>> inbound = new ArrayList<>();
    nodes.forEach(_ -> inbound.add(new LinkedHashSet<>()));
    for (int position = 0; position < nodes.size(); position++) {
      Node node = nodes.get(position);
      groupOf[position] = node.group().map(this::position).orElse(-1);
      Set<Integer> outbound = new LinkedHashSet<>();
      for (Transition transition : node.transitions()) {
        for (String target : transition.reachable()) {
          outbound.add(position(target));
        }
      }
      for (int target : outbound) {
        inbound.get(target).add(position);
      }
      successors.add(outbound.stream().mapToInt(Integer::intValue).toArray());
    }
    inbound.forEach(from -> predecessors.add(from.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** What is left when all that has no unsorted predecessor is sorted away. */
  private boolean[] findRepeatable() {
    int[] waitingFor = new int[nodes.size()];
    int[] free = new int[nodes.size()];
    int count = 0;
    for (int position = 0; position < waitingFor.length; position++) {
      waitingFor[position] = predecessors.get(position).length;
      if (waitingFor[position] == 0) {
        free[count++] = position;
      }
    }
    for (int next = 0; next < count; next++) {
      for (int target : successors.get(free[next])) {
        if (--waitingFor[target] == 0) {
          free[count++] = target;
        }
      }
    }
    boolean[] left = new boolean[nodes.size()];
    for (int position = 0; position < left.length; position++) {
      left[position] = waitingFor[position] > 0;
    }
    return left;
  }

  public List<Node> nodes() {
    return nodes;
  }

  public int size() {
    return nodes.size();
  }

  public Node node(int position) {
    return nodes.get(position);
  }

  /** Where the node of that name stands. */
  public int position(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no node named " + name));
  }

  public OptionalInt find(String name) {
    Integer position = positions.get(name);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** The position of the group this node is a member of, or -1. */
  public int groupOf(int position) {
    return groupOf[position];
  }

  /** How many distinct nodes have a transition into this one. */
  public int inboundCount(int position) {
    return predecessors.get(position).length;
  }

  /** Whether a node lies on or behind a cycle: only then can it start again (S1-067). */
  public boolean isRepeatable(int position) {
    return repeatable[position];
  }

  /** The positions this node's transitions can lead to, each once. */
  public int[] successors(int position) {
    return successors.get(position).clone();
  }

  /** The nodes outside groups that no other node leads to; all start at once (S1-012). */
  public int[] entryPoints() {
    return entryPointsWithin(-1);
  }

  /** The members of a group that start with it: those no other member leads to. */
  public int[] entryPointsWithin(int group) {
    int[] entries = new int[nodes.size()];
    int count = 0;
    for (int position = 0; position < entries.length; position++) {
      if (groupOf[position] == group && isEntry(position)) {
        entries[count++] = position;
      }
    }
    return Arrays.copyOf(entries, count);
  }

  private boolean isEntry(int position) {
    for (int predecessor : predecessors.get(position)) {
      if (predecessor != position) {
        return false;
      }
    }
    return true;
  }
}
