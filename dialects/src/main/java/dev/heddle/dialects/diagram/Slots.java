package dev.heddle.dialects.diagram;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where along a side of a node its arrows start or end: in the order of where they lead. */
final class Slots {

  private static final double WIDEST_GAP = 18;

  private final Map<Vertex, Integer> first = new HashMap<>();
  private final Map<Vertex, Integer> last = new HashMap<>();
  private final double gap;
  private final int count;

  /** For arrows between {@code vertex} and {@code neighbours}, all of which are placed. */
  Slots(Vertex vertex, List<Vertex> neighbours) {
    count = neighbours.size();
    gap = Math.min(WIDEST_GAP, (vertex.width - 20) / Math.max(1, count));
    List<Vertex> sorted =
        neighbours.stream().sorted(Comparator.comparingDouble((Vertex n) -> n.x)).toList();
    for (int i = 0; i < count; i++) {
      first.putIfAbsent(sorted.get(i), i);
      last.put(sorted.get(i), i);
    }
  }

  /** How far from the middle; two nodes have at most one arrow each way between them. */
  double offset(Vertex neighbour, boolean upward) {
    int slot = (upward ? last : first).getOrDefault(neighbour, 0);
    return (slot - (count - 1) / 2.0) * gap;
  }
}
