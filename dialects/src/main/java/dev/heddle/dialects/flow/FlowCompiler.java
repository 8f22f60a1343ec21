package dev.heddle.dialects.flow;

import dev.heddle.dialects.flow.FlowKeys.Names;
import dev.heddle.dialects.schema.ParametersReader;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Template;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.Durability;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Outputs;
import dev.heddle.model.Parameters;
import dev.heddle.model.Propagation;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles one definition; used once. */
final class FlowCompiler {

  private final Diagnostics diagnostics;
  private final YamlFields fields;

  FlowCompiler(YamlMap definition, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.fields = new YamlFields(definition, "the workflow", FlowKeys.WORKFLOW, diagnostics);
  }

  Compilation compile() {
    String ref = ref();
    Workflow.Description description = description();
    Parameters parameters = parameters();
    ResultSchema output = output();
    List<TaskOutline> tasks = new TaskOutlines(diagnostics).read(fields);
    Templates templates = templates(tasks, parameters);
    Map<String, Template> vars = vars(templates);
    Graph graph = graph(tasks, templates);
    Outputs outputs = outputs(templates);
    Workflow.Limits limits = limits();
    Durability durability = fields.choice("durability", Durability.class).orElse(Durability.STRICT);
    if (diagnostics.hasErrors()) {
      return new Compilation.Refused(diagnostics.sorted());
    }
    Workflow workflow =
        new Workflow(
            ref,
            Dialect.FLOW,
            description,
            parameters,
            output,
            vars,
            graph,
            outputs,
            limits,
            durability);
    return new Compilation.Compiled(workflow, fields.map().toValue(), diagnostics.sorted());
  }

  private String ref() {
    YamlScalar ref = fields.requiredText("ref").orElse(null);
    if (ref == null) {
      return "";
    }
    if (!Names.isRef(ref.text())) {
      diagnostics.error(
          "invalid_ref",
          "`" + ref.text() + "` cannot be the ref of a workflow",
          "write pack.name: two or more parts with dots between",
          ref.span());
    }
    return ref.text();
  }

  private Workflow.Description description() {
    return new Workflow.Description(
        fields.requiredText("label").map(YamlScalar::text).orElse(""),
        fields.text("description").map(YamlScalar::text).orElse(""),
        fields.requiredText("version").map(YamlScalar::text).orElse(""),
        fields.texts("tags").stream().map(YamlScalar::text).toList());
  }

  private Parameters parameters() {
    return fields
        .node("parameters")
        .map(node -> new ParametersReader(diagnostics).read(node, "the workflow"))
        .orElse(Parameters.NONE);
  }

  private ResultSchema output() {
    return fields
        .node("output")
        .map(node -> new ResultSchema(new ParametersReader(diagnostics).read(node, "the result")))
        .orElse(ResultSchema.ANY);
  }

  private Templates templates(List<TaskOutline> tasks, Parameters parameters) {
    Set<String> variables = new LinkedHashSet<>();
    fields.map("vars").ifPresent(vars -> variables.addAll(vars.keys()));
    Set<String> names = new LinkedHashSet<>();
    for (TaskOutline task : tasks) {
      names.add(task.name());
      Publications.collectVariables(task.fields().map(), variables);
    }
    names.remove("");
    return new Templates(diagnostics, names, variables, parameters.byName().keySet());
  }

  private Map<String, Template> vars(Templates templates) {
    Map<String, Template> vars = new LinkedHashMap<>();
    for (YamlMap.Entry entry : fields.map("vars").map(YamlMap::entries).orElse(List.of())) {
      if (!Names.isVariable(entry.key())) {
        diagnostics.error(
            "invalid_name",
            "a variable cannot be named `" + entry.key() + "`",
            "names of variables are letters, digits, _ and -",
            entry.keySpan());
      }
      vars.put(entry.key(), templates.value(entry.node(), Templates.Place.START));
    }
    return vars;
  }

  private Graph graph(List<TaskOutline> tasks, Templates templates) {
    Set<String> names = new LinkedHashSet<>();
    tasks.forEach(task -> names.add(task.name()));
    Publications publications = new Publications(templates, diagnostics);
    TransitionReader transitions =
        new TransitionReader(templates, publications, new Targets(names, diagnostics), diagnostics);
    TaskReader reader = new TaskReader(templates, publications, transitions, diagnostics);
    List<Node> nodes = new ArrayList<>();
    for (TaskOutline task : tasks) {
      nodes.add(reader.read(task));
    }
    if (nodes.isEmpty() || tasks.stream().anyMatch(task -> task.name().isEmpty())) {
      return new Graph(List.of());
    }
    Graph graph = new Graph(nodes);
    new GraphCheck(graph, diagnostics).run();
    return graph;
  }

  private Outputs outputs(Templates templates) {
    List<Outputs.Entry> outputs = new ArrayList<>();
    for (YamlMap.Entry entry : fields.map("output_map").map(YamlMap::entries).orElse(List.of())) {
      Template value = templates.value(entry.node(), Templates.Place.TASK);
      outputs.add(new Outputs.Entry(entry.key(), value, entry.keySpan()));
    }
    return outputs.isEmpty() ? Outputs.NONE : new Outputs.Mapped(outputs);
  }

  private Workflow.Limits limits() {
    return new Workflow.Limits(
        fields
            .choice("cancellation_policy", CancellationPolicy.class)
            .orElse(Workflow.Limits.FLOW.cancellation()),
        Propagation.NOT_REACHED,
        fields.duration("timeout", Duration.ofMillis(1)),
        fields
            .integer("max_activations", 1, Integer.MAX_VALUE)
            .orElse(Workflow.Limits.FLOW.maxActivations()));
  }
}
