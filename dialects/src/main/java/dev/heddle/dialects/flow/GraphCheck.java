package dev.heddle.dialects.flow;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.model.Activation;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Finds tasks that can never start (S1-012, S1-013) and joins that can never be complete. */
final class GraphCheck {

  private final Graph graph;
  private final Diagnostics diagnostics;
  private final List<List<Integer>> neighbours = new ArrayList<>();
  private final List<List<Integer>> members = new ArrayList<>();
  private final BitSet ledTo = new BitSet();

  GraphCheck(Graph graph, Diagnostics diagnostics) {
    this.graph = graph;
    this.diagnostics = diagnostics;
  }

  void run() {
    connect();
    joins();
    BitSet reached = reach();
    if (reached.isEmpty()) {
      diagnostics.error(
          "no_entry_point",
          "every task has another one leading to it, so none can be the first",
          "let one task have no transition into it",
          graph.node(0).span());
      return;
    }
    reportUnreached(reached);
  }

  private void connect() {
    for (int position = 0; position < graph.size(); position++) {
      neighbours.add(new ArrayList<>());
      members.add(new ArrayList<>());
    }
    for (int from = 0; from < graph.size(); from++) {
      if (graph.groupOf(from) >= 0) {
        members.get(graph.groupOf(from)).add(from);
      }
      for (int to : graph.successors(from)) {
        neighbours.get(from).add(to);
        neighbours.get(to).add(from);
        if (from != to) {
          ledTo.set(to);
        }
      }
    }
  }

  private BitSet reach() {
    BitSet reached = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int position = 0; position < graph.size(); position++) {
      if (graph.groupOf(position) < 0 && !ledTo.get(position)) {
        enter(position, reached, open);
      }
    }
    while (!open.isEmpty()) {
      int position = open.remove();
      for (int next : graph.successors(position)) {
        enter(next, reached, open);
      }
      for (int member : members.get(position)) {
        if (!ledTo.get(member)) {
          enter(member, reached, open);
        }
      }
    }
    return reached;
  }

  private static void enter(int position, BitSet reached, Deque<Integer> open) {
    if (!reached.get(position)) {
      reached.set(position);
      open.add(position);
    }
  }

  private void reportUnreached(BitSet reached) {
    BitSet reported = new BitSet();
    for (int position = 0; position < graph.size(); position++) {
      int group = graph.groupOf(position);
      boolean becauseOfGroup = group >= 0 && !reached.get(group);
      if (reached.get(position) || reported.get(position) || becauseOfGroup) {
        continue;
      }
      report(ring(position, reached, reported), group, reached);
    }
  }

  /** The tasks that are unreached together with this one. */
  private List<Node> ring(int start, BitSet reached, BitSet reported) {
    List<Node> ring = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    enter(start, reported, open);
    while (!open.isEmpty()) {
      int position = open.remove();
      ring.add(graph.node(position));
      for (int neighbour : neighbours.get(position)) {
        if (!reached.get(neighbour)) {
          enter(neighbour, reported, open);
        }
      }
    }
    return ring;
  }

  private void report(List<Node> ring, int group, BitSet reached) {
    String names = String.join("`, `", ring.stream().map(Node::name).toList());
    if (group >= 0 && members.get(group).stream().noneMatch(reached::get)) {
      diagnostics.error(
          "no_entry_point",
          "group `"
              + graph.node(group).name()
              + "` has no first task: each of `"
              + names
              + "` has another one leading to it",
          "let one task of the group have no transition into it",
          ring.getFirst().span());
      return;
    }
    diagnostics.error(
        "unreachable_task",
        "`"
            + names
            + "` can never start: only "
            + (ring.size() == 1 ? "it leads" : "they lead")
            + " to themselves",
        "let a task that can start lead there",
        ring.getFirst().span());
  }

  private void joins() {
    for (int position = 0; position < graph.size(); position++) {
      Node node = graph.node(position);
      int inbound = graph.inboundCount(position);
      if (node.activation() instanceof Activation.First) {
        continue;
      }
      if (inbound == 0) {
        diagnostics.warning(
            "no_effect",
            "`join` of task `" + node.name() + "` has no effect: no task leads to it",
            "",
            node.span());
        continue;
      }
      if (node.activation() instanceof Activation.Count(int arrivals) && arrivals > inbound) {
        diagnostics.error(
            "join_unsatisfiable",
            "task `"
                + node.name()
                + "` waits for "
                + arrivals
                + " tasks, but only "
                + inbound
                + (inbound == 1 ? " leads" : " lead")
                + " to it",
            "write join: all",
            node.span());
      }
    }
  }
}
