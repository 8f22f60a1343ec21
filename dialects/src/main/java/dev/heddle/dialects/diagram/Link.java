package dev.heddle.dialects.diagram;

import dev.heddle.model.Graph;
import dev.heddle.model.Outcome;
import dev.heddle.model.Transition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One arrow of a picture: all transitions from one node to another. */
record Link(int from, int to, String label, Style style) {

  /** When it is taken, which shows in the line. */
  enum Style {
    /** On success or on a condition. */
    SUCCESS,
    FAILURE,
    ALWAYS
  }

  private record Ends(int from, int to) {}

  /** The arrows of {@code graph} by their source. */
  static List<Link> of(Graph graph) {
    Map<Ends, Set<String>> labels = new LinkedHashMap<>();
    Map<Ends, Style> styles = new LinkedHashMap<>();
    for (int from = 0; from < graph.size(); from++) {
      for (Transition transition : graph.node(from).transitions()) {
        switch (transition) {
          case Transition.Edge edge -> {
            for (String target : edge.targets()) {
              add(new Ends(from, graph.position(target)), Caption.of(edge), edge, labels, styles);
            }
          }
          case Transition.Choice choice -> {
            for (Transition.Branch branch : choice.branches()) {
              for (String target : branch.targets()) {
                Ends ends = new Ends(from, graph.position(target));
                add(ends, Caption.condition(branch.when()), choice, labels, styles);
              }
            }
            for (String target : choice.otherwise()) {
              add(new Ends(from, graph.position(target)), "else", choice, labels, styles);
            }
          }
          case Transition.Absorption _ -> {}
        }
      }
    }
    List<Link> links = new ArrayList<>();
    styles.forEach((ends, style) ->
        links.add(
            new Link(
                ends.from(),
                ends.to(),
                Caption.joined(labels.getOrDefault(ends, Set.of())),
                style)));
    return links;
  }

  private static void add(
      Ends ends,
      String label,
      Transition transition,
      Map<Ends, Set<String>> labels,
      Map<Ends, Style> styles) {
    if (!label.isEmpty()) {
      labels.computeIfAbsent(ends, _ -> new LinkedHashSet<>()).add(label);
    }
    styles.merge(ends, style(transition), (one, other) -> one == other ? one : Style.ALWAYS);
  }

  private static Style style(Transition transition) {
    if (transition instanceof Transition.Edge edge && edge.when().isPresent()) {
      return Style.SUCCESS;
    }
    if (!transition.on().contains(Outcome.SUCCEEDED)) {
      return Style.FAILURE;
    }
    return transition.on().size() == 1 ? Style.SUCCESS : Style.ALWAYS;
  }
}
