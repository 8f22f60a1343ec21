package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.expressions.StepReference.Target;
import dev.heddle.expressions.StepText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds variables of one environment that are made of each other (S4-14). */
final class VariableCycles {

  private final Map<String, StepText> variables;
  private final Set<String> done = new HashSet<>();

  private VariableCycles(Map<String, StepText> variables) {
    this.variables = variables;
  }

  static void refuse(
      Map<String, StepText> variables,
      StepOutline step,
      Map<String, YamlMap.Entry> written,
      Diagnostics diagnostics) {
    VariableCycles cycles = new VariableCycles(variables);
    for (String name : variables.keySet()) {
      List<String> cycle = cycles.from(name, new ArrayList<>());
      YamlMap.Entry entry = written.get(name);
      if (!cycle.isEmpty() && entry != null) {
        diagnostics.error(
            "variable_cycle",
            "variables of "
                + step.owner()
                + " are made of each other: "
                + String.join(" -> ", cycle),
            "give one of them a value of its own",
            entry.keySpan());
        return;
      }
    }
  }

  private List<String> from(String name, List<String> path) {
    int seen = path.indexOf(name);
    if (seen >= 0) {
      List<String> cycle = new ArrayList<>(path.subList(seen, path.size()));
      cycle.add(name);
      return cycle;
    }
    StepText text = variables.get(name);
    if (text == null || done.contains(name)) {
      return List.of();
    }
    path.add(name);
    for (String next : names(text)) {
      List<String> cycle = next.equals(name) ? List.of() : from(next, path);
      if (!cycle.isEmpty()) {
        return cycle;
      }
    }
    path.removeLast();
    done.add(name);
    return List.of();
  }

  private static List<String> names(StepText text) {
    List<String> names = new ArrayList<>();
    text.references()
        .forEach(reference -> {
          if (reference.target() instanceof Target.Variable(String name)) {
            names.add(name);
          }
        });
    return names;
  }
}
