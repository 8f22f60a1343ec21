package dev.heddle.dialects.flow;

import dev.heddle.dialects.flow.FlowKeys.Names;
import dev.heddle.dialects.flow.Templates.Place;
import dev.heddle.dialects.schema.PermissionSetsReader;
import dev.heddle.dialects.schema.PlacementReader;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Template;
import dev.heddle.model.Activation;
import dev.heddle.model.Iteration;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Publication;
import dev.heddle.model.Retry;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.Transition;
import dev.heddle.model.Work;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.TextValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lowers one task to a node. */
final class TaskReader {

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
  private static final Set<Outcome> SUCCESS = Set.of(Outcome.SUCCEEDED);

  private final Templates templates;
  private final Publications publications;
  private final TransitionReader transitions;
  private final Diagnostics diagnostics;

  TaskReader(
      Templates templates,
      Publications publications,
      TransitionReader transitions,
      Diagnostics diagnostics) {
    this.templates = templates;
    this.publications = publications;
    this.transitions = transitions;
    this.diagnostics = diagnostics;
  }

  Node read(TaskOutline task) {
    YamlFields fields = task.fields();
    Optional<Iteration> iteration = Optional.empty();
    if (task.parallel()) {
      refuseInGroup(task);
    } else {
      iteration = new IterationReader(templates, diagnostics).read(fields);
    }
    Place place = iteration.isPresent() ? Place.ITERATION : Place.TASK;
    List<Transition> followUps = transitions.read(task);
    return new Node(
        task.name(),
        work(task),
        activation(fields),
        fields.node("when").map(node -> templates.condition(node, Place.TASK)),
        waitFor(task),
        fields.map("input").map(map -> templates.value(map, place)).orElse(Node.NO_INPUT),
        iteration,
        timing(fields),
        fields
            .map("retry")
            .map(map -> new RetryReader(templates, diagnostics).read(map, task, place))
            .orElse(Retry.NONE),
        published(fields),
        publishOn(fields),
        followUps,
        task.group(),
        placement(task),
        PermissionSetsReader.read(fields),
        task.span());
  }

  private Placement placement(TaskOutline task) {
    return task.parallel()
        ? Placement.ANYWHERE
        : new PlacementReader(diagnostics).read(task.fields());
  }

  private static Node.Timing timing(YamlFields fields) {
    return new Node.Timing(
        fields.duration("timeout", SHORTEST_TIMEOUT),
        fields.duration("delay", Duration.ZERO).orElse(Duration.ZERO));
  }

  private List<Publication> published(YamlFields fields) {
    if (fields.has("next")) {
      return List.of();
    }
    return fields
        .node("publish")
        .map(node -> publications.read(node, fields.owner()))
        .orElse(List.of());
  }

  /** Publishing on a failure needs a path that is taken on a failure (S1-061). */
  private static Set<Outcome> publishOn(YamlFields fields) {
    return fields.has("on_complete") && !fields.has("next") ? TransitionReader.ANY : SUCCESS;
  }

  private Work work(TaskOutline task) {
    if (task.parallel()) {
      return new Work.Group(task.members());
    }
    YamlFields fields = task.fields();
    fields.choice("type", List.of("action", "workflow", "parallel"));
    if (fields.has("tasks")) {
      diagnostics.error(
          "tasks_outside_group",
          task.owner() + " has `tasks` but is no group",
          "add type: parallel",
          fields.keySpan("tasks"));
    }
    return action(task);
  }

  private Work action(TaskOutline task) {
    YamlFields fields = task.fields();
    if (!fields.has("action")) {
      if (!fields.has("tasks")) {
        diagnostics.error(
            "missing_field",
            task.owner() + " needs `action`",
            "name an action or a workflow: action: core.noop",
            fields.keySpan("action"));
      }
      return new Work.Call("");
    }
    Optional<YamlScalar> ref = fields.requiredText("action");
    if (ref.isPresent() && !Names.isRef(ref.get().text())) {
      diagnostics.error(
          "invalid_ref",
          "`" + ref.get().text() + "` is no reference to an action",
          "write pack.name: two or more parts with dots between",
          ref.get().span());
    }
    return switch (ref.map(YamlScalar::text).orElse("")) {
      case "core.inquiry", "core.ask" -> inquiry(fields);
      case "core.sleep" -> new Work.Wait();
      case String other -> new Work.Call(other, ref.map(YamlScalar::span).orElse(SourceSpan.NONE));
    };
  }

  private Work inquiry(YamlFields fields) {
    boolean asks =
        fields
            .map("input")
            .flatMap(input -> input.find("prompt"))
            .map(p -> !p.isNull())
            .orElse(false);
    if (!asks) {
      diagnostics.error(
          "missing_field",
          fields.owner() + " asks a person and needs `prompt` in its input",
          fields.keySpan("input"));
    }
    return new Work.Inquiry();
  }

  private Activation activation(YamlFields fields) {
    Optional<YamlScalar> word =
        fields
            .node("join")
            .filter(YamlScalar.class::isInstance)
            .map(YamlScalar.class::cast)
            .filter(YamlScalar::isText);
    if (word.isPresent()) {
      fields.choice("join", List.of("all"));
      return Activation.ALL;
    }
    int arrivals = fields.integer("join", 1, Integer.MAX_VALUE).orElse(1);
    return arrivals == 1 ? Activation.FIRST : new Activation.Count(arrivals);
  }

  private Optional<Template> waitFor(TaskOutline task) {
    Optional<YamlMap> map = task.parallel() ? Optional.empty() : task.fields().map("wait_for");
    if (map.isEmpty()) {
      return Optional.empty();
    }
    if (task.fields().has("with_items")) {
      diagnostics.error(
          "wait_for_not_allowed",
          task.owner() + " cannot have both `wait_for` and `with_items`",
          "wait in a task of its own before it",
          task.fields().keySpan("wait_for"));
    }
    YamlFields fields =
        new YamlFields(map.get(), "`wait_for` of " + task.owner(), FlowKeys.WAIT_FOR, diagnostics);
    fields.requiredText("inquiry");
    return fields
        .node("inquiry")
        .filter(node -> node.toValue() instanceof TextValue)
        .map(node -> templates.value(node, Place.TASK));
  }

  private void refuseInGroup(TaskOutline group) {
    for (String key : FlowKeys.NOT_FOR_GROUPS) {
      if (group.fields().has(key)) {
        diagnostics.error(
            "not_for_groups",
            group.owner() + " is a parallel group and cannot have `" + key + "`",
            "give it to the tasks inside",
            group.fields().keySpan(key));
      }
    }
  }
}
