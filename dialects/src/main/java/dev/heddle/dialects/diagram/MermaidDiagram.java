package dev.heddle.dialects.diagram;

import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A workflow as a Mermaid flowchart, for documents that render it. */
public final class MermaidDiagram {

  private final Graph graph;
  private final Map<String, String> states;
  private final StringBuilder out = new StringBuilder("flowchart TD\n");

  private MermaidDiagram(Graph graph, Map<String, String> states) {
    this.graph = graph;
    this.states = states;
  }

  public static String of(Workflow workflow) {
    return of(workflow, Map.of());
  }

  /** As {@link #of(Workflow)}, coloured by {@code states}: task name to state label. */
  public static String of(Workflow workflow, Map<String, String> states) {
    return new MermaidDiagram(workflow.graph(), states).draw();
  }

  private String draw() {
    for (int position = 0; position < graph.size(); position++) {
      if (graph.groupOf(position) < 0) {
        node(position, 1);
      }
    }
    for (Link link : Link.of(graph)) {
      link(link);
    }
    colours();
    return out.toString();
  }

  private void node(int position, int depth) {
    Node node = graph.node(position);
    String indent = "  ".repeat(depth);
    if (node.work() instanceof Work.Group group) {
      out.append(indent).append("subgraph n").append(position);
      out.append("[\"").append(escaped(node.name())).append("\"]\n");
      group.members().forEach(member -> node(graph.position(member), depth + 1));
      out.append(indent).append("end\n");
      return;
    }
    String text = "\"" + escaped(node.name()) + "<br/>" + escaped(Caption.of(node)) + "\"";
    out.append(indent).append('n').append(position).append(shape(node, text)).append('\n');
  }

  private static String shape(Node node, String text) {
    if (node.iteration().isPresent()) {
      return "[[" + text + "]]";
    }
    return switch (node.work()) {
      case Work.Inquiry _ -> "[/" + text + "/]";
      case Work.Wait _ -> "([" + text + "])";
      case Work.Container _ -> "[(" + text + ")]";
      default -> "[" + text + "]";
    };
  }

  private void link(Link link) {
    String arrow =
        switch (link.style()) {
          case SUCCESS -> "-->";
          case FAILURE -> "-.->";
          case ALWAYS -> "==>";
        };
    out.append("  n").append(link.from()).append(' ').append(arrow);
    if (!link.label().isEmpty()) {
      out.append("|\"").append(escaped(link.label())).append("\"|");
    }
    out.append(" n").append(link.to()).append('\n');
  }

  private void colours() {
    Set<Tone> used = EnumSet.noneOf(Tone.class);
    for (int position = 0; position < graph.size(); position++) {
      Tone tone = Tone.of(states.getOrDefault(graph.node(position).name(), ""));
      if (tone != Tone.PLAIN) {
        used.add(tone);
        out.append("  class n").append(position).append(' ').append(tone.cssClass()).append('\n');
      }
    }
    for (Tone tone : used) {
      out.append("  classDef ")
          .append(tone.cssClass())
          .append(' ')
          .append(style(tone))
          .append('\n');
    }
  }

  private static String style(Tone tone) {
    return switch (tone) {
      case PLAIN -> "stroke-width:1px";
      case GOOD -> "stroke:#1a7f37,stroke-width:2px";
      case BAD -> "stroke:#cf222e,stroke-width:2px";
      case LATE -> "stroke:#bc4c00,stroke-width:2px";
      case ACTIVE -> "stroke:#0969da,stroke-width:3px";
      case WAITING -> "stroke:#9a6700,stroke-width:2px";
      case MUTED -> "stroke:#8c959f,stroke-dasharray:4 3";
    };
  }

  /** Everything that could end a label or mean something in it becomes a character code. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    Caption.cut(text)
        .codePoints()
        .forEach(c -> {
          if (c < 128 && "\"#&<>`;\\[]{}()|*_~%".indexOf(c) >= 0) {
            escaped.append('#').append(c).append(';');
            return;
          }
          escaped.appendCodePoint(c);
        });
    return escaped.toString();
  }
}
