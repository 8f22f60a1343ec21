package dev.heddle.dialects.diagram;

import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A workflow as a self-contained SVG without scripts, readable on light and dark ground. Groups are
 * frames around their members; the same workflow always gives the same picture.
 */
public final class SvgDiagram {

  private static final double MARGIN = 20;
  private static final double PADDING = 16;
  private static final double TITLE = 24;
  private static final double NODE_HEIGHT = 46;

  private final Graph graph;
  private final Map<String, String> states;
  private final Map<Integer, List<Link>> links = new HashMap<>();
  private final Map<Integer, Level> inside = new HashMap<>();

  /** The room that an arrow from a node to itself needs beside it, label included. */
  private final Map<Integer, Double> beside = new HashMap<>();

  private SvgDiagram(Graph graph, Map<String, String> states) {
    this.graph = graph;
    this.states = states;
    for (Link link : Link.of(graph)) {
      links.computeIfAbsent(graph.groupOf(link.from()), _ -> new ArrayList<>()).add(link);
      if (link.from() == link.to()) {
        beside.put(link.from(), ArrowPath.LOOP + 6 + SvgText.smallWidth(link.label()));
      }
    }
  }

  public static String of(Workflow workflow) {
    return of(workflow, Map.of());
  }

  /** As {@link #of(Workflow)}, coloured by {@code states}: task name to state label. */
  public static String of(Workflow workflow, Map<String, String> states) {
    return new SvgDiagram(workflow.graph(), states).draw(workflow.description().label());
  }

  private String draw(String title) {
    List<Integer> outer = new ArrayList<>();
    for (int position = 0; position < graph.size(); position++) {
      if (graph.groupOf(position) < 0) {
        outer.add(position);
      }
    }
    Level level = level(-1, outer);
    SvgWriter writer = new SvgWriter(level.width() + 2 * MARGIN, level.height() + 2 * MARGIN);
    writer.title(title);
    level(level, MARGIN, MARGIN, writer);
    return writer.finish();
  }

  private Level level(int group, List<Integer> nodes) {
    List<Vertex> vertices = new ArrayList<>();
    for (int position : nodes) {
      vertices.add(vertex(position));
    }
    return new Level(vertices, links.getOrDefault(group, List.of()));
  }

  private Vertex vertex(int position) {
    Node node = graph.node(position);
    double title = SvgText.nameWidth(Caption.cut(node.name()));
    double room = beside.getOrDefault(position, 0.0);
    if (node.work() instanceof Work.Group group) {
      Level members = level(position, group.members().stream().map(graph::position).toList());
      inside.put(position, members);
      double width = Math.max(members.width(), title) + 2 * PADDING;
      return new Vertex(position, width, members.height() + TITLE + 2 * PADDING, room);
    }
    double subtitle = SvgText.smallWidth(subtitle(node));
    double width = Math.max(90, Math.max(title, subtitle) + 28);
    return new Vertex(position, width, NODE_HEIGHT, room);
  }

  private void level(Level level, double x, double y, SvgWriter writer) {
    for (Vertex vertex : level.vertices()) {
      node(vertex, x, y, writer);
    }
    for (Route route : level.routes()) {
      writer.arrow(ArrowPath.of(route, new Point(x, y)), route.link());
    }
  }

  private void node(Vertex vertex, double x, double y, SvgWriter writer) {
    Node node = graph.node(vertex.node);
    SvgWriter.Box box =
        new SvgWriter.Box(x + vertex.left(), y + vertex.y, vertex.width, vertex.height);
    String state = states.getOrDefault(node.name(), "");
    Level members = inside.get(vertex.node);
    if (members == null) {
      writer.node(box, node, subtitle(node), state);
      return;
    }
    writer.group(box, node.name(), state);
    double left = box.x() + (box.width() - members.width()) / 2;
    level(members, left, box.y() + TITLE + PADDING, writer);
  }

  private String subtitle(Node node) {
    String state = states.getOrDefault(node.name(), "");
    String work = Caption.cut(Caption.of(node));
    return state.isEmpty() ? work : Caption.cut(state) + " · " + work;
  }
}
