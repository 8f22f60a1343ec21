package dev.heddle.dialects.diagram;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the vertices of a level into layers so that arrows lead down; those of loops lead up. */
final class Layering {

  private final Map<Vertex, List<Vertex>> successors = new HashMap<>();
  private final Map<Vertex, Integer> waitingFor = new HashMap<>();
  private final Set<Vertex> open = new HashSet<>();
  private final Set<Vertex> done = new HashSet<>();
  private final Map<Vertex, List<Vertex>> downward = new HashMap<>();

  private Layering(List<Vertex> vertices, Map<Vertex, List<Vertex>> successors) {
    this.successors.putAll(successors);
    vertices.forEach(vertex -> waitingFor.put(vertex, 0));
  }

  /** Sets the layer of each vertex. */
  static void assign(List<Vertex> vertices, Map<Vertex, List<Vertex>> successors) {
    Layering layering = new Layering(vertices, successors);
    Set<Vertex> ledTo = new HashSet<>();
    successors.forEach((from, targets) ->
        targets.forEach(target -> {
          if (from != target) {
            ledTo.add(target);
          }
        }));
    vertices.stream().filter(vertex -> !ledTo.contains(vertex)).forEach(layering::visit);
    vertices.forEach(layering::visit);
    layering.sink(vertices);
  }

  private record Frame(Vertex vertex, int next) {}

  /** Depth first without recursion: chains may be thousands long. */
  private void visit(Vertex start) {
    if (done.contains(start)) {
      return;
    }
    Deque<Frame> stack = new ArrayDeque<>();
    stack.push(new Frame(start, 0));
    open.add(start);
    while (!stack.isEmpty()) {
      Frame frame = stack.pop();
      List<Vertex> targets = successors.getOrDefault(frame.vertex(), List.of());
      if (frame.next() == targets.size()) {
        open.remove(frame.vertex());
        done.add(frame.vertex());
        continue;
      }
      stack.push(new Frame(frame.vertex(), frame.next() + 1));
      Vertex target = targets.get(frame.next());
      if (open.contains(target)) {
        lead(target, frame.vertex());
        continue;
      }
      lead(frame.vertex(), target);
      if (!done.contains(target)) {
        open.add(target);
        stack.push(new Frame(target, 0));
      }
    }
  }

  private void lead(Vertex upper, Vertex lower) {
    if (upper != lower) {
      downward.computeIfAbsent(upper, _ -> new ArrayList<>()).add(lower);
      waitingFor.merge(lower, 1, Integer::sum);
    }
  }

  private void sink(List<Vertex> vertices) {
    Deque<Vertex> free = new ArrayDeque<>();
    for (Vertex vertex : vertices) {
      if (waitingFor.getOrDefault(vertex, 0) == 0) {
        free.add(vertex);
      }
    }
    while (!free.isEmpty()) {
      Vertex upper = free.remove();
      for (Vertex lower : downward.getOrDefault(upper, List.of())) {
        lower.layer = Math.max(lower.layer, upper.layer + 1);
        if (waitingFor.merge(lower, -1, Integer::sum) == 0) {
          free.add(lower);
        }
      }
    }
  }
}
