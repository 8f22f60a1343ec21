package dev.heddle.dialects.diagram;

import dev.heddle.expressions.Template;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Transition;
import dev.heddle.model.Work;
import java.util.Collection;
import java.util.Set;

/** What pictures say about nodes and arrows, short and on one line. */
final class Caption {

  static final int LONGEST = 34;

  private Caption() {}

  static String of(Transition.Edge edge) {
    if (edge.when().isPresent()) {
      return condition(edge.when().get());
    }
    Set<Outcome> on = edge.on();
    if (on.size() == Outcome.values().length) {
      return "always";
    }
    if (on.contains(Outcome.SUCCEEDED)) {
      return "";
    }
    return on.contains(Outcome.FAILED) ? "failure" : "timeout";
  }

  /** The expression without its braces. */
  static String condition(Template when) {
    String text = when.toString().strip();
    boolean braces = text.startsWith("{{") && text.endsWith("}}") && text.indexOf("{{", 2) < 0;
    return braces ? text.substring(2, text.length() - 2).strip() : text;
  }

  static String joined(Collection<String> labels) {
    return cut(String.join(" | ", labels));
  }

  /** What a node does. */
  static String of(Node node) {
    String work =
        switch (node.work()) {
          case Work.Call(String ref, _) -> ref;
          case Work.Container _ -> "container";
          case Work.Script(String language, _, _) -> language + " script";
          case Work.Op(String location, String name) -> location + "." + name;
          case Work.Inquiry _ -> "asks a person";
          case Work.Wait _ -> "waits";
          case Work.Group _ -> "in parallel";
        };
    return node.iteration().isPresent() ? work + ", for each" : work;
  }

  /** At most {@link #LONGEST} characters without line breaks. */
  static String cut(String text) {
    int[] points = text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).toArray();
    if (points.length <= LONGEST) {
      return new String(points, 0, points.length);
    }
    return new String(points, 0, LONGEST - 1) + "…";
  }
}
