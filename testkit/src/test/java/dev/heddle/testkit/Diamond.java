package dev.heddle.testkit;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Activation;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Outputs;
import dev.heddle.model.Parameters;
import dev.heddle.model.Propagation;
import dev.heddle.model.SourceSpan;
import dev.heddle.model.Transition;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The same four nodes in each dialect: {@code extract}, then {@code clean} and {@code count} side
 * by side, then {@code load}.
 */
final class Diamond {

  private static final String FLOW =
      """
      ref: diamond.flow
      label: Diamond
      version: "1"
      tasks:
        - {name: extract, action: etl.extract, on_success: [clean, count]}
        - {name: clean, action: etl.clean, on_success: load}
        - {name: count, action: etl.count, on_success: load}
        - {name: load, action: etl.load, join: all}
      """;

  private static final String STEPS =
      """
      name: diamond
      container_config: {image: "busybox:1.36"}
      steps:
        - {id: extract}
        - {id: clean, depends_on: [extract]}
        - {id: count, depends_on: [extract]}
        - {id: load, depends_on: [clean, count]}
      """;

  private Diamond() {}

  /** With work that every engine can hand to a runner. */
  static Workflow callable(Dialect dialect) {
    return switch (dialect) {
      case FLOW, STEPS -> genuine(dialect);
      case SCRIPT, SPEC, CODE -> lowered(dialect, true);
    };
  }

  /** With the work the dialect is about. */
  static Workflow genuine(Dialect dialect) {
    return switch (dialect) {
      case FLOW -> compiled(FLOW);
      case STEPS -> compiled(STEPS);
      case SCRIPT, SPEC, CODE -> lowered(dialect, false);
    };
  }

  private static Workflow compiled(String text) {
    return switch (Dialects.compile(new SourceText("diamond.yaml", text))) {
      case Compilation.Compiled compiled -> compiled.workflow();
      case Compilation.Refused refused ->
          throw new IllegalStateException(String.valueOf(refused.diagnostics()));
    };
  }

  private record Task(String name, List<String> dependsOn) {}

  private static final List<Task> TASKS =
      List.of(
          new Task("extract", List.of()),
          new Task("clean", List.of("extract")),
          new Task("count", List.of("extract")),
          new Task("load", List.of("clean", "count")));

  /** What a dialect makes of it that knows only what depends on what. */
  private static Workflow lowered(Dialect dialect, boolean callable) {
    List<Node> nodes = new ArrayList<>();
    for (Task task : TASKS) {
      Work work = callable ? new Work.Call("etl." + task.name()) : work(dialect, task.name());
      nodes.add(
          Node.of(task.name(), work)
              .withActivation(Activation.ALL)
              .withTransitions(toDependents(task.name())));
    }
    return new Workflow(
        "diamond." + dialect.label(),
        dialect,
        new Workflow.Description("Diamond", "", "1", List.of()),
        Parameters.NONE,
        Map.of(),
        new Graph(nodes),
        outputs(dialect),
        new Workflow.Limits(
            CancellationPolicy.CANCEL_RUNNING, Propagation.SKIPPED, Optional.empty(), 1));
  }

  /** A dependency is a transition on success of what is depended on. */
  private static List<Transition> toDependents(String name) {
    List<String> dependents =
        TASKS.stream().filter(task -> task.dependsOn().contains(name)).map(Task::name).toList();
    if (dependents.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Transition.Edge(
            Set.of(Outcome.SUCCEEDED),
            Optional.empty(),
            List.of(),
            dependents,
            "depends_on",
            SourceSpan.NONE));
  }

  private static Work work(Dialect dialect, String name) {
    return switch (dialect) {
      case FLOW -> new Work.Call("etl." + name);
      case STEPS -> new Work.Container();
      case SCRIPT -> new Work.Script("python", "print('" + name + "')", "");
      case SPEC -> new Work.Op("etl-package", name);
      case CODE -> new Work.Op("etl-location", name);
    };
  }

  /** D-17. */
  private static Outputs outputs(Dialect dialect) {
    return switch (dialect) {
      case FLOW, STEPS, CODE -> Outputs.NONE;
      case SCRIPT -> new Outputs.Sinks();
      case SPEC -> new Outputs.ResultOf("load");
    };
  }
}
