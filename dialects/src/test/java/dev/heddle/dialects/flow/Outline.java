package dev.heddle.dialects.flow;

import dev.heddle.model.Node;
import dev.heddle.model.Publication;
import dev.heddle.model.Transition;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes a lowered workflow as text, without places. */
final class Outline {

  private Outline() {}

  static String of(Workflow workflow) {
    StringBuilder text = new StringBuilder();
    for (Node node : workflow.graph().nodes()) {
      text.append(node.name()).append(node.group().map(group -> " in " + group).orElse(""));
      text.append(" = ").append(work(node.work())).append('\n');
      text.append(transitions(node).indent(2));
    }
    return text.toString();
  }

  private static String work(Work work) {
    return switch (work) {
      case Work.Call(String ref, _) -> ref;
      case Work.Group(List<String> members) -> "group(" + String.join(", ", members) + ")";
      default -> work.toString();
    };
  }

  static String transitions(Node node) {
    return node.transitions().stream().map(Outline::transition).collect(Collectors.joining("\n"));
  }

  private static String transition(Transition transition) {
    String head = transition.kind() + " " + new TreeSet<>(transition.on());
    return switch (transition) {
      case Transition.Edge edge ->
          (head
                  + edge.when().map(when -> " when " + when).orElse("")
                  + published(edge.publish())
                  + " -> "
                  + String.join(" ", edge.targets()))
              .strip();
      case Transition.Choice choice ->
          head
              + choice.branches().stream()
                  .map(branch ->
                      " when " + branch.when() + " -> " + String.join(" ", branch.targets()))
                  .collect(Collectors.joining())
              + " else "
              + String.join(" ", choice.otherwise());
      case Transition.Absorption _ -> head;
    };
  }

  private static String published(List<Publication> publications) {
    return publications.isEmpty()
        ? ""
        : publications.stream()
            .map(Publication::variable)
            .collect(Collectors.joining(" ", " publish ", ""));
  }
}
