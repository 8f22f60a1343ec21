package dev.heddle.dialects.script;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can only be said of all tasks together: names, predecessors, cycles. */
final class ScriptCheck {

  private final List<ScriptTask> tasks;
  private final Diagnostics diagnostics;
  private final Map<String, ScriptTask> byName = new LinkedHashMap<>();

  ScriptCheck(List<ScriptTask> tasks, Diagnostics diagnostics) {
    this.tasks = tasks;
    this.diagnostics = diagnostics;
  }

  void run() {
    tasks.forEach(this::checkName);
    tasks.forEach(this::checkBody);
    tasks.forEach(this::checkPredecessors);
    findCycles();
  }

  private void checkName(ScriptTask task) {
    if (task.name().text().isEmpty()) {
      return;
    }
    ScriptTask first = byName.putIfAbsent(task.name().text(), task);
    if (first != null) {
      diagnostics.error(
          "duplicate_task",
          "there is a task `" + task.name().text() + "` in line " + first.header().line() + " too",
          "two tasks of one name would write the same output",
          task.name().span());
    }
  }

  private void checkBody(ScriptTask task) {
    if (task.body().isEmpty()) {
      diagnostics.error(
          "empty_body",
          "the task" + named(task) + " has no script",
          "write at least one indented line under it, such as `pass`",
          task.header());
    }
  }

  private static String named(ScriptTask task) {
    return task.name().text().isEmpty() ? "" : " `" + task.name().text() + "`";
  }

  private void checkPredecessors(ScriptTask task) {
    for (ScriptTask.Parameter parameter : task.parameters()) {
      String predecessor = parameter.predecessor().text();
      if (predecessor.equals(task.name().text())) {
        diagnostics.error(
            "self_dependency",
            "the task `" + predecessor + "` cannot wait for itself",
            "",
            parameter.predecessor().span());
      } else if (!byName.containsKey(predecessor) && !diagnostics.isFull()) {
        diagnostics.error(
            "unknown_predecessor",
            "there is no task `" + predecessor + "`",
            Suggestion.hint(predecessor, byName.keySet()),
            parameter.predecessor().span());
      }
    }
  }

  /** Sorts away what waits for nothing; of the rest each cycle is reported once. */
  private void findCycles() {
    Map<String, List<String>> waiting = new LinkedHashMap<>();
    Map<String, List<String>> successors = new HashMap<>();
    Map<String, Integer> open = new HashMap<>();
    Deque<String> free = new ArrayDeque<>();
    byName.forEach((name, task) -> {
      List<String> before =
          task.predecessors().stream()
              .filter(each -> !each.equals(name) && byName.containsKey(each))
              .toList();
      waiting.put(name, before);
      open.put(name, before.size());
      before.forEach(each -> successors.computeIfAbsent(each, _ -> new ArrayList<>()).add(name));
      if (before.isEmpty()) {
        free.add(name);
      }
    });
    while (!free.isEmpty()) {
      String name = free.poll();
      waiting.remove(name);
      for (String successor : successors.getOrDefault(name, List.of())) {
        if (open.merge(successor, -1, Integer::sum) == 0) {
          free.add(successor);
        }
      }
    }
    Set<String> seen = new HashSet<>();
    for (String start : waiting.keySet()) {
      follow(start, waiting, seen);
    }
  }

  /** Every task that is left waits for another that is left, so going back ends in a cycle. */
  private void follow(String start, Map<String, List<String>> waiting, Set<String> seen) {
    List<String> path = new ArrayList<>();
    String name = start;
    while (seen.add(name)) {
      path.add(name);
      name =
          waiting.getOrDefault(name, List.of()).stream()
              .filter(waiting::containsKey)
              .findFirst()
              .orElse(name);
    }
    int from = path.indexOf(name);
    if (from < 0 || path.size() - from < 2) {
      return;
    }
    List<String> cycle = new ArrayList<>(path.subList(from, path.size()));
    cycle.add(name);
    ScriptTask task = byName.get(cycle.getFirst());
    if (task != null) {
      diagnostics.error(
          "cycle",
          "these tasks wait for each other: " + String.join(" -> ", cycle.reversed()),
          "a task can only use outputs of tasks that end before it",
          task.name().span());
    }
  }
}
