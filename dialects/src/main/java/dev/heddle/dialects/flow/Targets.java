package dev.heddle.dialects.flow;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.Suggestion;
import dev.heddle.dialects.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Resolves the targets of transitions; those that do not exist are reported and left out. */
final class Targets {

  private final Set<String> tasks;
  private final Diagnostics diagnostics;

  Targets(Set<String> tasks, Diagnostics diagnostics) {
    this.tasks = tasks;
    this.diagnostics = diagnostics;
  }

  List<String> resolve(TaskOutline task, String kind, List<YamlScalar> written) {
    Set<String> targets = new LinkedHashSet<>();
    for (YamlScalar target : written) {
      if (task.siblings().contains(target.text())) {
        targets.add(target.text());
        continue;
      }
      if (!diagnostics.isFull()) {
        refuse(task, kind, target);
      }
    }
    return new ArrayList<>(targets);
  }

  private void refuse(TaskOutline task, String kind, YamlScalar target) {
    String leads = "`" + kind + "` of " + task.owner() + " leads to `" + target.text() + "`";
    if (!tasks.contains(target.text())) {
      diagnostics.error(
          "unknown_target",
          leads + ", but there is no such task",
          Suggestion.hint(target.text(), task.siblings()),
          target.span());
      return;
    }
    String hint =
        task.group()
            .map(group ->
                "tasks inside a group may only lead to each other; let `" + group + "` lead to it")
            .orElse("lead to the group instead");
    String where =
        task.group().isPresent() ? ", which is not in the same group" : ", which is inside a group";
    diagnostics.error("target_outside_group", leads + where, hint, target.span());
  }
}
