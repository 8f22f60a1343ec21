package dev.heddle.platform.executions;

import dev.heddle.expressions.Template;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Transition;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Taken;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The graph of an execution (S1-128): nodes with the state of their newest activation, and edges
 * with their kind and whether any activation took them.
 */
public final class GraphView {

  /** The state of a node that has no row (S1-075). */
  public static final String NOT_REACHED = "not_reached";

  private final Graph graph;

  /** By position; of a thousand nodes nobody wants to look through a thousand rows each. */
  private final Map<Integer, List<TaskExecution>> rows;

  private final Map<Integer, TaskExecution> latest;

  private GraphView(Graph graph, List<TaskExecution> tasks, Map<Integer, TaskExecution> latest) {
    this.graph = graph;
    this.rows = tasks.stream().collect(Collectors.groupingBy(task -> task.key().node()));
    this.latest = latest;
  }

  /** The graph of a workflow nobody has run: its {@code nodes} and {@code edges}. */
  public static MapValue of(Workflow workflow) {
    GraphView view = new GraphView(workflow.graph(), List.of(), Map.of());
    return MapValue.builder().put("nodes", view.nodes()).put("edges", view.edges()).build();
  }

  static MapValue toValue(Shown shown) {
    GraphView view = new GraphView(shown.workflow().graph(), shown.tasks(), shown.latest());
    return MapValue.builder()
        .put("execution", shown.execution().id().toString())
        .put("workflow", shown.workflow().ref())
        .put("nodes", view.nodes())
        .put("edges", view.edges())
        .build();
  }

  private ListValue nodes() {
    Set<Integer> entries = Set.copyOf(Arrays.stream(graph.entryPoints()).boxed().toList());
    List<Value> nodes = new ArrayList<>();
    for (int position = 0; position < graph.size(); position++) {
      Node node = graph.node(position);
      TaskExecution task = latest.get(position);
      nodes.add(
          MapValue.builder()
              .put("name", node.name())
              .put("action", TaskView.work(node.work()))
              .put("group", Fields.text(node.group().orElse(null)))
              .put("entry", entries.contains(position))
              .put("state", task == null ? NOT_REACHED : task.status().label())
              .put("activations", task == null ? 0 : task.key().activation())
              .put("iterates", node.iteration().isPresent())
              .put("child", Fields.text(task == null ? null : task.child()))
              .build());
    }
    return new ListValue(nodes);
  }

  private ListValue edges() {
    List<Value> edges = new ArrayList<>();
    for (int position = 0; position < graph.size(); position++) {
      List<Transition> transitions = graph.node(position).transitions();
      for (int index = 0; index < transitions.size(); index++) {
        switch (transitions.get(index)) {
          case Transition.Edge edge ->
              add(
                  edges,
                  position,
                  index,
                  edge.kind(),
                  edge.when(),
                  edge.targets(),
                  Optional.empty());
          case Transition.Choice choice -> choice(edges, position, index, choice);
          case Transition.Absorption _ -> {}
        }
      }
    }
    return new ListValue(edges);
  }

  private void choice(List<Value> edges, int position, int index, Transition.Choice choice) {
    // Rows name the targets a choice led to, not the branch; branches with equal targets are one.
    List<List<String>> seen = new ArrayList<>();
    for (Transition.Branch branch : choice.branches()) {
      Optional<Template> when = Optional.of(branch.when());
      add(
          edges,
          position,
          index,
          choice.kind(),
          when,
          branch.targets(),
          first(seen, branch.targets()));
    }
    add(
        edges,
        position,
        index,
        "default",
        Optional.empty(),
        choice.otherwise(),
        first(seen, choice.otherwise()));
  }

  /** The targets to look for in rows; an empty list, which no edge has, if a branch had them. */
  private static Optional<List<String>> first(List<List<String>> seen, List<String> targets) {
    if (seen.contains(targets)) {
      return Optional.of(List.of());
    }
    seen.add(targets);
    return Optional.of(targets);
  }

  private void add(
      List<Value> edges,
      int from,
      int transition,
      String kind,
      Optional<Template> when,
      List<String> targets,
      Optional<List<String>> chosen) {
    for (String target : targets) {
      boolean taken =
          chosen
              .map(exactly -> tookExactly(from, transition, exactly))
              .orElseGet(() -> took(from, transition));
      edges.add(
          MapValue.builder()
              .put("from", graph.node(from).name())
              .put("to", target)
              .put("kind", kind)
              .put("condition", Fields.text(when.map(GraphView::written).orElse(null)))
              .put("taken", taken)
              .build());
    }
  }

  private boolean took(int from, int transition) {
    return taken(from).anyMatch(taken -> taken.transition() == transition);
  }

  private boolean tookExactly(int from, int transition, List<String> targets) {
    List<Integer> positions = targets.stream().map(graph::position).toList();
    return !targets.isEmpty()
        && taken(from)
            .anyMatch(
                taken -> taken.transition() == transition && taken.targets().equals(positions));
  }

  private Stream<Taken> taken(int from) {
    return rows.getOrDefault(from, List.of()).stream()
        .flatMap(task -> task.progress().taken().stream());
  }

  private static String written(Template condition) {
    return String.join(" ", condition.written());
  }
}
