package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlReader;
import dev.heddle.expressions.StepReference;
import dev.heddle.expressions.StepText;
import dev.heddle.model.Dialect;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Workflow;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compiles the steps dialect (S4); all mistakes of a definition are found in one pass. */
public final class StepsDialect {

  /** What others call a workflow by: this and its name (U-04). */
  public static final String REF_PREFIX = "container.";

  /** Limits an attempt of a step that says nothing, nor does the workflow (S4-11, D-27). */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** The warning about an image whose name does not say which image it is (U-06). */
  public static final String FLOATING_IMAGE = "floating_image";

  /** Texts in which {@code ${NAME}} is left alone. */
  private static final Set<String> NO_VARIABLES = Set.of("command", "description", "name");

  private StepsDialect() {}

  public static Compilation compile(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    return YamlReader.readMap(source, diagnostics)
        .map(definition -> compile(definition, diagnostics))
        .orElseGet(() -> new Compilation.Refused(diagnostics.sorted()));
  }

  /** Compiles a document; places in messages are JSON pointers behind {@code name}. */
  public static Compilation compile(String name, MapValue document) {
    return compile((YamlMap) YamlNode.of(name, document), new Diagnostics());
  }

  /**
   * The workflow with another limit for those steps that say nothing, nor does the workflow
   * (S4-11); unchanged if it is of another dialect.
   */
  public static Workflow withDefaultTimeout(Compilation.Compiled compiled, Duration limit) {
    Workflow workflow = compiled.workflow();
    if (workflow.dialect() != Dialect.STEPS || limit.equals(DEFAULT_TIMEOUT)) {
      return workflow;
    }
    Set<String> silent = TimeLimits.silentSteps(compiled.document());
    List<Node> nodes =
        workflow.graph().nodes().stream()
            .map(node ->
                silent.contains(node.name())
                    ? node.withTiming(new Node.Timing(Optional.of(limit), node.timing().delay()))
                    : node)
            .toList();
    return workflow.withGraph(new Graph(nodes));
  }

  /** The environment variables that a stored document takes from outside. */
  public static Set<String> variables(MapValue document) {
    Set<String> names = new TreeSet<>();
    collect(document, names);
    return names;
  }

  private static void collect(Value value, Set<String> names) {
    switch (value) {
      case TextValue(String text) ->
          StepText.parse(text, StepText.Place.VALUE, _ -> {})
              .references()
              .forEach(reference -> {
                if (reference.target() instanceof StepReference.Target.Variable(String name)) {
                  names.add(name);
                }
              });
      case ListValue list -> list.items().forEach(item -> collect(item, names));
      case MapValue map ->
          map.entries()
              .forEach((key, member) -> {
                if (!NO_VARIABLES.contains(key)) {
                  collect(member, names);
                }
              });
      default -> {}
    }
  }

  /** Compiles a definition that was read already; {@code diagnostics} has what was said then. */
  public static Compilation compile(YamlMap definition, Diagnostics diagnostics) {
    return new StepsCompiler(definition, diagnostics).compile();
  }
}
