package dev.heddle.dialects.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layout of nodes that lie side by side: all outside groups, or the members of one group.
 * Layers from top to bottom, few crossings, arrows through bends. Coordinates start at 0, 0.
 */
final class Level {

  static final double LAYER_GAP = 62;
  private static final double GAP = 28;
  private static final int SWEEPS = 8;

  /** Arrows over many layers of a huge picture cost more than they show; they run straight. */
  private static final int MOST_BENDS = 5_000;

  private final List<Vertex> vertices;
  private final List<Route> routes = new ArrayList<>();
  private final List<List<Vertex>> layers = new ArrayList<>();
  private int bends;
  private double width;
  private double height;

  /** Lays {@code vertices} out; {@code links} are those between them. */
  Level(List<Vertex> vertices, List<Link> links) {
    this.vertices = List.copyOf(vertices);
    Map<Integer, Vertex> byNode = new HashMap<>();
    vertices.forEach(vertex -> byNode.put(vertex.node, vertex));
    Map<Vertex, List<Vertex>> successors = new LinkedHashMap<>();
    for (Link link : links) {
      successors
          .computeIfAbsent(at(byNode, link.from()), _ -> new ArrayList<>())
          .add(at(byNode, link.to()));
    }
    Layering.assign(vertices, successors);
    vertices.forEach(this::enter);
    links.forEach(link -> route(link, at(byNode, link.from()), at(byNode, link.to())));
    order();
    place();
  }

  private static Vertex at(Map<Integer, Vertex> byNode, int node) {
    Vertex vertex = byNode.get(node);
    if (vertex == null) {
      throw new IllegalArgumentException("node " + node + " is not of this level");
    }
    return vertex;
  }

  private void enter(Vertex vertex) {
    while (layers.size() <= vertex.layer) {
      layers.add(new ArrayList<>());
    }
    layers.get(vertex.layer).add(vertex);
  }

  private void route(Link link, Vertex from, Vertex to) {
    if (from == to) {
      routes.add(new Route(link, List.of(from), false));
      return;
    }
    boolean upward = from.layer > to.layer;
    Vertex upper = upward ? to : from;
    Vertex lower = upward ? from : to;
    List<Vertex> path = new ArrayList<>();
    path.add(upper);
    if (bends + lower.layer - upper.layer <= MOST_BENDS) {
      for (int layer = upper.layer + 1; layer < lower.layer; layer++) {
        Vertex bend = Vertex.bend(layer);
        enter(bend);
        path.add(bend);
        bends++;
      }
    }
    path.add(lower);
    for (int i = 1; i < path.size(); i++) {
      Vertex.connect(path.get(i - 1), path.get(i));
    }
    routes.add(new Route(link, path, upward));
  }

  /** Barycentres, downward and upward in turn. */
  private void order() {
    layers.forEach(Level::number);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        List<Vertex> layer = layers.get(down ? i : layers.size() - 1 - i);
        Map<Vertex, Double> wished = new HashMap<>();
        for (Vertex vertex : layer) {
          wished.put(vertex, mean(down ? vertex.above : vertex.below, vertex.rank));
        }
        layer.sort(Comparator.comparingDouble(vertex -> wished.getOrDefault(vertex, 0.0)));
        number(layer);
      }
    }
  }

  /** Ranks are relative to the layer, so that wide and narrow layers compare. */
  private static void number(List<Vertex> layer) {
    for (int i = 0; i < layer.size(); i++) {
      layer.get(i).rank = (i + 0.5) / layer.size();
    }
  }

  private static double mean(List<Vertex> neighbours, double alone) {
    return neighbours.stream().mapToDouble(neighbour -> neighbour.rank).average().orElse(alone);
  }

  private void place() {
    double y = 0;
    for (List<Vertex> layer : layers) {
      double tallest = layer.stream().mapToDouble(vertex -> vertex.height).max().orElse(0);
      for (Vertex vertex : layer) {
        vertex.y = y + (tallest - vertex.height) / 2;
      }
      y += tallest + LAYER_GAP;
      spread(layer);
    }
    height = y - LAYER_GAP;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        align(layers.get(down ? i : layers.size() - 1 - i), down);
      }
    }
    double left = vertices.stream().mapToDouble(Vertex::left).min().orElse(0);
    double right = 0;
    for (List<Vertex> layer : layers) {
      left = Math.min(left, layer.isEmpty() ? left : layer.getFirst().left());
    }
    for (List<Vertex> layer : layers) {
      for (Vertex vertex : layer) {
        vertex.x -= left;
        right = Math.max(right, vertex.right());
      }
    }
    width = right;
  }

  private static void spread(List<Vertex> layer) {
    double total = -GAP;
    for (Vertex vertex : layer) {
      total += vertex.width + vertex.beside + GAP;
    }
    double x = -total / 2;
    for (Vertex vertex : layer) {
      vertex.x = x + vertex.width / 2;
      x += vertex.width + vertex.beside + GAP;
    }
  }

  /** Moves each vertex toward its neighbours as far as the others of its layer let it. */
  private static void align(List<Vertex> layer, boolean down) {
    double[] wished = new double[layer.size()];
    for (int i = 0; i < wished.length; i++) {
      Vertex vertex = layer.get(i);
      List<Vertex> neighbours = down ? vertex.above : vertex.below;
      wished[i] = neighbours.stream().mapToDouble(n -> n.x).average().orElse(vertex.x);
    }
    double[] fromLeft = new double[wished.length];
    double[] fromRight = new double[wished.length];
    for (int i = 0; i < wished.length; i++) {
      fromLeft[i] =
          i == 0 ? wished[i] : Math.max(wished[i], fromLeft[i - 1] + distance(layer, i - 1));
    }
    for (int i = wished.length - 1; i >= 0; i--) {
      fromRight[i] =
          i == wished.length - 1
              ? wished[i]
              : Math.min(wished[i], fromRight[i + 1] - distance(layer, i));
    }
    for (int i = 0; i < wished.length; i++) {
      layer.get(i).x = (fromLeft[i] + fromRight[i]) / 2;
    }
  }

  /** How far the centre of vertex {@code i} must stay from the next one. */
  private static double distance(List<Vertex> layer, int i) {
    Vertex vertex = layer.get(i);
    return (vertex.width + layer.get(i + 1).width) / 2 + vertex.beside + GAP;
  }

  List<Vertex> vertices() {
    return vertices;
  }

  List<Route> routes() {
    return routes;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }
}
