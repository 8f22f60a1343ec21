package dev.heddle.dialects.flow;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Template;
import dev.heddle.model.Outcome;
import dev.heddle.model.Publication;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.Transition;
import dev.heddle.values.BooleanValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers what follows a task to transitions by outcome (S1-047 … S1-056). */
final class TransitionReader {

  static final Set<Outcome> ANY = EnumSet.allOf(Outcome.class);
  private static final Set<Outcome> SUCCESS = EnumSet.of(Outcome.SUCCEEDED);
  private static final List<String> LEGACY =
      List.of("on_success", "on_failure", "on_timeout", "on_complete", "decision", "publish");

  private final Templates templates;
  private final Publications publications;
  private final Targets targets;
  private final Diagnostics diagnostics;

  TransitionReader(
      Templates templates, Publications publications, Targets targets, Diagnostics diagnostics) {
    this.templates = templates;
    this.publications = publications;
    this.targets = targets;
    this.diagnostics = diagnostics;
  }

  List<Transition> read(TaskOutline task) {
    YamlFields fields = task.fields();
    if (!fields.has("next")) {
      return legacy(task);
    }
    for (String key : LEGACY) {
      if (fields.has(key)) {
        diagnostics.warning(
            "ignored_field",
            "`" + key + "` of " + task.owner() + " is ignored because it has `next`",
            "move it into `next` or remove it",
            fields.keySpan(key));
      }
    }
    return next(task);
  }

  private List<Transition> legacy(TaskOutline task) {
    YamlFields fields = task.fields();
    List<Transition> transitions = new ArrayList<>();
    if (fields.has("decision")) {
      if (fields.has("on_success")) {
        diagnostics.warning(
            "ignored_field",
            "`on_success` of " + task.owner() + " is ignored because it has a `decision`",
            "make it the default branch of the decision",
            fields.keySpan("on_success"));
      }
      decision(task).ifPresent(transitions::add);
    } else {
      edge(task, "on_success", SUCCESS).ifPresent(transitions::add);
    }
    boolean timeoutApart = fields.has("on_timeout");
    Set<Outcome> failure =
        timeoutApart ? EnumSet.of(Outcome.FAILED) : EnumSet.of(Outcome.FAILED, Outcome.TIMED_OUT);
    edge(task, "on_failure", failure).ifPresent(transitions::add);
    edge(task, "on_timeout", EnumSet.of(Outcome.TIMED_OUT)).ifPresent(transitions::add);
    edge(task, "on_complete", ANY).ifPresent(transitions::add);
    return transitions;
  }

  private Optional<Transition> edge(TaskOutline task, String kind, Set<Outcome> on) {
    if (!task.fields().has(kind)) {
      return Optional.empty();
    }
    List<String> to = targets.resolve(task, kind, task.fields().texts(kind));
    SourceSpan span = task.fields().keySpan(kind);
    return Optional.of(new Transition.Edge(on, Optional.empty(), List.of(), to, kind, span));
  }

  private Optional<Transition> decision(TaskOutline task) {
    Optional<YamlList> written = task.fields().list("decision");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    List<Transition.Branch> branches = new ArrayList<>();
    List<String> otherwise = new ArrayList<>();
    boolean defaultSeen = false;
    for (YamlNode item : written.get().items()) {
      if (!(item instanceof YamlMap map)) {
        refuseEntry(task, "decision", item);
        continue;
      }
      YamlFields branch =
          new YamlFields(map, "a branch of " + task.owner(), FlowKeys.BRANCH, diagnostics);
      if (!isDefault(branch)) {
        branch(task, branch).ifPresent(branches::add);
        continue;
      }
      if (defaultSeen) {
        diagnostics.error(
            "duplicate_default",
            "the decision of " + task.owner() + " has two default branches",
            branch.keySpan("default"));
      }
      defaultSeen = true;
      otherwise.addAll(defaultTargets(task, branch));
    }
    return Optional.of(
        new Transition.Choice(
            SUCCESS, branches, otherwise, "decision", task.fields().keySpan("decision")));
  }

  /** {@code default: target} and {@code default: true} are; {@code default: false} is not. */
  private static boolean isDefault(YamlFields branch) {
    return branch
        .node("default")
        .map(node -> !(node instanceof YamlScalar flag && flag.value().equals(BooleanValue.FALSE)))
        .orElse(false);
  }

  private List<String> defaultTargets(TaskOutline task, YamlFields branch) {
    if (branch.has("when")) {
      diagnostics.error(
          "default_with_condition",
          "the default branch of " + task.owner() + " cannot have `when`",
          "it is taken when no other branch is",
          branch.keySpan("when"));
    }
    boolean flag =
        branch.node("default").orElseThrow() instanceof YamlScalar scalar
            && scalar.value().equals(BooleanValue.TRUE);
    if (flag) {
      branch.requiredNode("next");
      return targets.resolve(task, "decision", branch.texts("next"));
    }
    if (branch.has("next")) {
      diagnostics.error(
          "two_targets",
          "the default branch of " + task.owner() + " names its target twice",
          "write default: true together with next",
          branch.keySpan("next"));
    }
    return targets.resolve(task, "decision", branch.texts("default"));
  }

  private Optional<Transition.Branch> branch(TaskOutline task, YamlFields branch) {
    Optional<YamlNode> when = branch.node("when");
    if (when.isEmpty()) {
      diagnostics.error(
          "missing_field",
          "a branch of " + task.owner() + " needs `when`",
          "a branch without a condition is written - default: target",
          branch.map().span());
    }
    branch.requiredNode("next");
    List<String> to = targets.resolve(task, "decision", branch.texts("next"));
    return when.map(node ->
        new Transition.Branch(
            templates.condition(node, Templates.Place.AFTER), to, branch.map().span()));
  }

  private List<Transition> next(TaskOutline task) {
    List<Transition> transitions = new ArrayList<>();
    for (YamlNode item : task.fields().list("next").map(YamlList::items).orElse(List.of())) {
      if (item instanceof YamlMap map) {
        transitions.add(nextEntry(task, map));
        continue;
      }
      refuseEntry(task, "next", item);
    }
    return transitions;
  }

  private Transition nextEntry(TaskOutline task, YamlMap map) {
    String owner = "a `next` entry of " + task.owner();
    YamlFields entry = new YamlFields(map, owner, FlowKeys.NEXT, diagnostics);
    if (!entry.has("do") && !entry.has("publish")) {
      diagnostics.warning(
          "no_effect", owner + " does nothing", "give it `do` or `publish`", map.span());
    }
    Optional<Template> when =
        entry.node("when").map(node -> templates.condition(node, Templates.Place.AFTER));
    List<Publication> published =
        entry.node("publish").map(node -> publications.read(node, owner)).orElse(List.of());
    List<String> to = targets.resolve(task, "next", entry.texts("do"));
    return new Transition.Edge(ANY, when, published, to, "next", map.span());
  }

  private void refuseEntry(TaskOutline task, String key, YamlNode item) {
    diagnostics.error(
        "wrong_type",
        "an entry of `" + key + "` of " + task.owner() + " must be a map, not " + item.kind(),
        key.equals("next") ? "write - do: target" : "write - default: target",
        item.span());
  }
}
