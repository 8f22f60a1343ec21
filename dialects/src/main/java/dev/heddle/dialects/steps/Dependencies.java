package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.Suggestion;
import dev.heddle.dialects.yaml.YamlScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What depends on what, without what is wrong: unknown steps, steps themselves, cycles (S4-06). */
final class Dependencies {

  private final Map<String, Set<String>> direct = new LinkedHashMap<>();

  private Dependencies() {}

  static Dependencies of(List<StepOutline> steps, Diagnostics diagnostics) {
    Dependencies all = new Dependencies();
    steps.forEach(step -> all.direct.put(step.id(), new LinkedHashSet<>()));
    all.direct.remove("");
    for (StepOutline step : steps) {
      if (!step.id().isEmpty()) {
        all.add(step, diagnostics);
      }
    }
    all.refuseCycle(steps, diagnostics);
    return all;
  }

  private void add(StepOutline step, Diagnostics diagnostics) {
    Set<String> known = Objects.requireNonNull(direct.get(step.id()));
    for (YamlScalar dependency : step.dependsOn()) {
      String name = dependency.text();
      if (name.equals(step.id())) {
        diagnostics.error(
            "self_dependency",
            "step `" + name + "` depends on itself",
            "remove it from depends_on",
            dependency.span());
      } else if (!direct.containsKey(name)) {
        diagnostics.error(
            "unknown_dependency",
            step.owner() + " depends on `" + name + "`, and there is no such step",
            Suggestion.hint(name, direct.keySet()),
            dependency.span());
      } else if (!known.add(name)) {
        diagnostics.warning(
            "duplicate_dependency",
            step.owner() + " names `" + name + "` twice in depends_on",
            "",
            dependency.span());
      }
    }
  }

  /** Takes away what depends on nothing until nothing changes; what is left lies on cycles. */
  private void refuseCycle(List<StepOutline> steps, Diagnostics diagnostics) {
    Map<String, Set<String>> left = new LinkedHashMap<>();
    direct.forEach((id, dependencies) -> left.put(id, new LinkedHashSet<>(dependencies)));
    boolean changed = true;
    while (changed) {
      Set<String> free = new LinkedHashSet<>();
      left.forEach((id, dependencies) -> {
        if (dependencies.isEmpty()) {
          free.add(id);
        }
      });
      free.forEach(left::remove);
      left.values().forEach(dependencies -> dependencies.removeAll(free));
      changed = !free.isEmpty();
    }
    if (left.isEmpty()) {
      return;
    }
    List<String> cycle = cycle(left);
    StepOutline first =
        steps.stream().filter(step -> step.id().equals(cycle.getFirst())).findFirst().orElseThrow();
    diagnostics.error(
        "cycle",
        "these steps depend on each other in a circle: " + String.join(" -> ", cycle),
        "remove one of these dependencies",
        first.span());
    left.keySet().forEach(id -> direct.put(id, new LinkedHashSet<>()));
  }

  /** One cycle, from a step back to it, in the direction of depends_on. */
  private static List<String> cycle(Map<String, Set<String>> left) {
    List<String> path = new ArrayList<>();
    String at = left.keySet().iterator().next();
    while (!path.contains(at)) {
      path.add(at);
      at = Objects.requireNonNull(left.get(at)).iterator().next();
    }
    List<String> cycle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    cycle.add(at);
    return cycle;
  }

  Set<String> steps() {
    return direct.keySet();
  }

  /** The steps that name {@code id} in their {@code depends_on}. */
  List<String> dependents(String id) {
    return direct.entrySet().stream()
        .filter(entry -> entry.getValue().contains(id))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Everything that has ended well when {@code id} starts. */
  Set<String> before(String id) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(direct.getOrDefault(id, Set.of()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        open.addAll(direct.getOrDefault(next, Set.of()));
      }
    }
    return found;
  }
}
