package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.Suggestion;
import dev.heddle.model.action.Action;
import dev.heddle.platform.pack.PackNames;
import dev.heddle.values.MapValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What one bundle, or everything installed, lets a definition see. */
final class Sight {

  private final Map<String, Action> actions = new HashMap<>();
  private final Map<String, Long> workflows = new HashMap<>();
  private final Map<String, String> hidden = new HashMap<>();
  private final Set<String> listed = new HashSet<>();
  private final Map<String, MapValue> configs = new HashMap<>();

  Sight(List<Action> core) {
    core.forEach(action -> actions.put(action.ref(), action));
  }

  void add(PackContent pack) {
    configs.put(pack.ref(), pack.config());
    pack.actions().forEach(this::addAction);
  }

  void addAction(Action action) {
    actions.put(action.ref(), action);
  }

  void addWorkflow(String ref, long definition) {
    workflows.put(ref, definition);
  }

  /** Notes a workflow that belongs here but was not stored when this was loaded. */
  void list(String ref) {
    listed.add(ref);
  }

  boolean lists(String ref) {
    return listed.contains(ref);
  }

  /** Notes why something that exists cannot be called. */
  void hide(String ref, String reason) {
    hidden.put(ref, reason);
  }

  /** What is under a ref. */
  sealed interface Seen {
    record AnAction(Action action) implements Seen {}

    record AWorkflow(long definition) implements Seen {}

    record Nothing(String reason) implements Seen {}
  }

  Seen look(String ref) {
    Action action = actions.get(ref);
    if (action != null) {
      return new Seen.AnAction(action);
    }
    Long definition = workflows.get(ref);
    return definition == null ? new Seen.Nothing(reason(ref)) : new Seen.AWorkflow(definition);
  }

  private String reason(String ref) {
    String pack = PackNames.packOf(ref);
    String why = hidden.getOrDefault(ref, hidden.get(pack));
    if (why != null) {
      return why;
    }
    TreeSet<String> known = new TreeSet<>(actions.keySet());
    known.addAll(workflows.keySet());
    String nearest =
        Suggestion.nearest(ref, known)
            .map(name -> "; did you mean `" + name + "`?")
            .orElseGet(() ->
                configs.containsKey(pack) || pack.equals(PackNames.CORE)
                    ? ""
                    : "; there is no pack `" + pack + "` here");
    return "there is no action or workflow `" + ref + "`" + nearest;
  }

  MapValue config(String pack) {
    return configs.getOrDefault(pack, MapValue.EMPTY);
  }

  Map<String, Action> actions() {
    return actions;
  }
}
