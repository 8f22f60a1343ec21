package dev.heddle.dialects.script;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.expressions.Template;
import dev.heddle.model.Activation;
import dev.heddle.model.Backoff;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Outputs;
import dev.heddle.model.Parameters;
import dev.heddle.model.Propagation;
import dev.heddle.model.Retry;
import dev.heddle.model.Transition;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compiles the script dialect (S3); all mistakes of a file are found in one pass. */
public final class ScriptDialect {

  /** How often a task is tried in all before it has failed (S3-40). */
  public static final int MAX_ATTEMPTS = 5;

  /** How long a script may run; nothing hangs for ever. */
  public static final Duration TIMEOUT = Duration.ofHours(24);

  /** The input of a task: argument to the stored output of its predecessor (S3-02). */
  public static final String ARGUMENTS = "arguments";

  /** The input of a task: what the execution was started with. */
  public static final String INPUTS = "inputs";

  /** In a task's result: where its output is stored (S3-19). */
  public static final String OUTPUT = "output";

  private static final String LANGUAGE = "python";
  private static final Retry RETRY =
      new Retry(
          MAX_ATTEMPTS - 1,
          Duration.ofMillis(200),
          Backoff.EXPONENTIAL,
          Optional.empty(),
          0,
          Optional.empty());

  private static final Pattern HEADER = Pattern.compile("(?m)^fun[ \t]");
  private static final Pattern NOT_IN_REF = Pattern.compile("[^A-Za-z0-9_-]+");
  private static final int LONGEST_STEM = 200;

  private ScriptDialect() {}

  /** Whether a text can only be meant as scripts (U-02). */
  public static boolean isScript(SourceText source) {
    return HEADER.matcher(source.text()).find();
  }

  /** Compiles a file whose scripts need nothing installed (S3-16). */
  public static Compilation compile(SourceText source) {
    return compile(source, new SourceText("", ""));
  }

  /**
   * Compiles a file.
   *
   * @param dependencies what its scripts need, as pip reads it (S3-16)
   */
  public static Compilation compile(SourceText source, SourceText dependencies) {
    Diagnostics diagnostics = new Diagnostics();
    List<ScriptTask> tasks = new ScriptReader(source, diagnostics).read();
    new ScriptCheck(tasks, diagnostics).run();
    if (diagnostics.hasErrors()) {
      return new Compilation.Refused(diagnostics.sorted());
    }
    return new Compilation.Compiled(
        workflow(source, tasks, dependencies.text()),
        document(tasks, dependencies.text()),
        diagnostics.sorted());
  }

  private static Workflow workflow(SourceText source, List<ScriptTask> tasks, String dependencies) {
    String stem = stem(source.name());
    Map<String, List<String>> dependents = dependents(tasks);
    List<Node> nodes = new ArrayList<>();
    for (ScriptTask task : tasks) {
      nodes.add(node(task, dependencies, dependents.getOrDefault(task.name().text(), List.of())));
    }
    return new Workflow(
        "script." + stem,
        Dialect.SCRIPT,
        new Workflow.Description(stem, "", "1", List.of()),
        // whatever a caller gives is the scripts' to read
        Parameters.ANY,
        Map.of(),
        new Graph(nodes),
        new Outputs.Sinks(),
        new Workflow.Limits(
            CancellationPolicy.CANCEL_RUNNING, Propagation.SKIPPED, Optional.empty(), 1));
  }

  private static Map<String, List<String>> dependents(List<ScriptTask> tasks) {
    Map<String, List<String>> dependents = new LinkedHashMap<>();
    for (ScriptTask task : tasks) {
      for (String predecessor : task.predecessors()) {
        dependents.computeIfAbsent(predecessor, _ -> new ArrayList<>()).add(task.name().text());
      }
    }
    return dependents;
  }

  private static Node node(ScriptTask task, String dependencies, List<String> dependents) {
    return new Node(
        task.name().text(),
        new Work.Script(LANGUAGE, task.body().text(), dependencies),
        Activation.ALL,
        Optional.empty(),
        Optional.empty(),
        Template.of(input(task)),
        Optional.empty(),
        new Node.Timing(Optional.of(TIMEOUT), Duration.ZERO),
        RETRY,
        List.of(),
        Set.of(Outcome.SUCCEEDED),
        dependents.isEmpty() ? List.of() : List.of(edge(task, dependents)),
        Optional.empty(),
        task.header());
  }

  private static Transition edge(ScriptTask task, List<String> dependents) {
    return new Transition.Edge(
        Set.of(Outcome.SUCCEEDED),
        Optional.empty(),
        List.of(),
        dependents,
        "depends_on",
        task.header());
  }

  /** Names are plain, so that they can stand between quotes in an expression. */
  private static MapValue input(ScriptTask task) {
    MapValue.Builder arguments = MapValue.builder();
    for (ScriptTask.Parameter parameter : task.parameters()) {
      arguments.put(
          parameter.argument().text(),
          "{{ task['" + parameter.predecessor().text() + "'].result." + OUTPUT + " }}");
    }
    return MapValue.builder()
        .put(ARGUMENTS, arguments.build())
        .put(INPUTS, "{{ parameters }}")
        .build();
  }

  /** A file has no ref in it, so its name gives one. */
  private static String stem(String file) {
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    int dot = name.indexOf('.', 1);
    String stem = NOT_IN_REF.matcher(dot < 0 ? name : name.substring(0, dot)).replaceAll("_");
    String cut = stem.length() <= LONGEST_STEM ? stem : stem.substring(0, LONGEST_STEM);
    return cut.isEmpty() ? "workflow" : cut;
  }

  private static MapValue document(List<ScriptTask> tasks, String dependencies) {
    List<Value> entries = new ArrayList<>();
    for (ScriptTask task : tasks) {
      MapValue.Builder arguments = MapValue.builder();
      for (ScriptTask.Parameter parameter : task.parameters()) {
        arguments.put(parameter.argument().text(), parameter.predecessor().text());
      }
      entries.add(
          MapValue.builder()
              .put("name", task.name().text())
              .put(ARGUMENTS, arguments.build())
              .put("script", task.body().text().stripLeading())
              .build());
    }
    return MapValue.builder()
        .put("tasks", new ListValue(entries))
        .put("requirements", dependencies)
        .build();
  }
}
