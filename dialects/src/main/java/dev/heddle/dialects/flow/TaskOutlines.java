package dev.heddle.dialects.flow;

import dev.heddle.dialects.flow.FlowKeys.Names;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds all tasks, groups before their members, and checks what they are called. */
final class TaskOutlines {

  /** Known elsewhere (S1-171), so it deserves a better answer than "unknown key". */
  private static final String CACHE_ITERATION = "iterate_cache";

  private final Diagnostics diagnostics;
  private final List<TaskOutline> outlines = new ArrayList<>();
  private final Map<String, SourceSpan> names = new HashMap<>();

  TaskOutlines(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The tasks of a workflow; a missing or empty list is reported. */
  List<TaskOutline> read(YamlFields workflow) {
    Optional<YamlNode> tasks = workflow.requiredNode("tasks");
    if (tasks.isPresent()) {
      list(tasks.get(), "the workflow", "no_tasks", Optional.empty());
    }
    return outlines;
  }

  private Set<String> list(YamlNode node, String owner, String code, Optional<String> group) {
    Set<String> siblings = new LinkedHashSet<>();
    if (!(node instanceof YamlList list)) {
      diagnostics.error(
          "wrong_type", "`tasks` of " + owner + " must be a list, not " + node.kind(), node.span());
      return siblings;
    }
    if (list.items().isEmpty()) {
      diagnostics.error(code, owner + " needs at least one task", list.span());
    }
    int number = 0;
    for (YamlNode item : list.items()) {
      number++;
      if (item instanceof YamlMap map) {
        task(map, number, group, siblings);
        continue;
      }
      diagnostics.error(
          "wrong_type",
          "task " + number + " of " + owner + " must be a map, not " + item.kind(),
          "write - name: my_task",
          item.span());
    }
    return siblings;
  }

  private void task(YamlMap map, int number, Optional<String> group, Set<String> siblings) {
    Optional<YamlScalar> written =
        map.find("name").filter(YamlScalar.class::isInstance).map(YamlScalar.class::cast);
    String owner = written.map(name -> "task `" + name.text() + "`").orElse("task " + number);
    YamlFields fields = new YamlFields(map, owner, allowed(map, owner), diagnostics);
    Optional<YamlScalar> named = fields.requiredText("name").filter(this::isUsable);
    String name = named.map(YamlScalar::text).orElse("");
    named.ifPresent(scalar -> siblings.add(name));
    boolean parallel =
        fields.text("type").map(type -> type.text().equals("parallel")).orElse(false);
    int position = outlines.size();
    SourceSpan span = written.map(YamlScalar::span).orElse(map.span());
    List<String> members = new ArrayList<>();
    outlines.add(new TaskOutline(name, span, fields, parallel, members, group, siblings));
    if (parallel) {
      members(outlines.get(position), members);
    }
  }

  private Set<String> allowed(YamlMap map, String owner) {
    if (!map.has(CACHE_ITERATION)) {
      return FlowKeys.TASK;
    }
    diagnostics.error(
        "not_supported",
        "`" + CACHE_ITERATION + "` of " + owner + " is not supported",
        "iterate over a list with `with_items`",
        map.keySpan(CACHE_ITERATION));
    Set<String> allowed = new LinkedHashSet<>(FlowKeys.TASK);
    allowed.add(CACHE_ITERATION);
    return allowed;
  }

  private void members(TaskOutline group, List<String> members) {
    Optional<YamlNode> tasks = group.fields().node("tasks");
    if (tasks.isEmpty()) {
      diagnostics.error(
          "empty_group",
          group.owner() + " is parallel and needs `tasks`",
          "list the tasks that shall run together",
          group.span());
      return;
    }
    members.addAll(list(tasks.get(), group.owner(), "empty_group", Optional.of(group.name())));
  }

  private boolean isUsable(YamlScalar scalar) {
    String name = scalar.text();
    if (Names.RESERVED.contains(name)) {
      diagnostics.error(
          "reserved_name",
          "a task cannot be named `" + name + "`",
          "the name has a meaning in templates; reserved are " + String.join(", ", Names.RESERVED),
          scalar.span());
      return false;
    }
    if (name.length() > Names.LONGEST || name.chars().anyMatch(Character::isISOControl)) {
      diagnostics.error(
          "invalid_name",
          "a task name has at most " + Names.LONGEST + " characters and no line breaks",
          scalar.span());
      return false;
    }
    SourceSpan earlier = names.putIfAbsent(name, scalar.span());
    if (earlier != null) {
      diagnostics.error(
          "duplicate_task",
          "there are two tasks named `" + name + "`",
          "the other is in line " + earlier.line() + "; names are unique, those in groups too",
          scalar.span());
      return false;
    }
    return true;
  }
}
