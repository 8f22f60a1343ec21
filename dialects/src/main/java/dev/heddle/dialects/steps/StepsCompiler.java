package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.CancellationPolicy;
import dev.heddle.model.Dialect;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.Outputs;
import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.model.Propagation;
import dev.heddle.model.StepsParameters;
import dev.heddle.model.Workflow;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles one definition; used once. */
final class StepsCompiler {

  private static final int LONGEST_NAME = 200;

  private final Diagnostics diagnostics;
  private final YamlFields fields;

  StepsCompiler(YamlMap definition, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.fields = new YamlFields(definition, "the workflow", StepsKeys.WORKFLOW, diagnostics);
  }

  Compilation compile() {
    String name = name();
    String description = fields.text("description").map(YamlScalar::text).orElse("");
    YamlMap defaults = defaults();
    List<StepOutline> steps = new StepOutlines(diagnostics).read(fields);
    Dependencies dependencies = Dependencies.of(steps, diagnostics);
    StepTexts texts = new StepTexts(diagnostics, dependencies);
    declare(steps, texts);
    List<Node> nodes = new ArrayList<>();
    for (StepOutline step : steps) {
      nodes.add(new StepReader(texts, dependencies, diagnostics, defaults).read(step));
    }
    Outputs outputs = new OutputsReader(texts, diagnostics).read(fields);
    if (diagnostics.hasErrors()) {
      return new Compilation.Refused(diagnostics.sorted());
    }
    Workflow workflow =
        new Workflow(
            StepsDialect.REF_PREFIX + name,
            Dialect.STEPS,
            new Workflow.Description(name, description, "", List.of()),
            parameters(texts),
            Map.of(),
            new Graph(nodes),
            outputs,
            new Workflow.Limits(
                CancellationPolicy.CANCEL_RUNNING, Propagation.SKIPPED, Optional.empty(), 1));
    return new Compilation.Compiled(workflow, document(steps), diagnostics.sorted());
  }

  private String name() {
    Optional<YamlScalar> name = fields.requiredText("name");
    name.filter(written ->
            written.text().length() > LONGEST_NAME
                || written.text().chars().anyMatch(Character::isISOControl))
        .ifPresent(written ->
            diagnostics.error(
                "invalid_name",
                "the name of a workflow has at most " + LONGEST_NAME + " characters in one line",
                written.span()));
    return name.map(YamlScalar::text).orElse("");
  }

  private YamlMap defaults() {
    YamlMap written =
        fields.map("container_config").orElseGet(() -> new YamlMap(Map.of(), fields.map().span()));
    new YamlFields(written, "container_config", StepsKeys.DEFAULTS, diagnostics);
    return written;
  }

  private void declare(List<StepOutline> steps, StepTexts texts) {
    for (StepOutline step : steps) {
      if (step.fields().has("outputs")) {
        Set<String> names = new LinkedHashSet<>();
        step.fields().texts("outputs").forEach(name -> names.add(name.text()));
        texts.declareOutputs(step.id(), names);
      }
      step.fields().texts("inputs").forEach(name -> texts.requireInput(name.text()));
    }
  }

  /** What is referred to must be given; anything else may be (S4-16). */
  private static Parameters parameters(StepTexts texts) {
    Map<String, Parameter> declared = new LinkedHashMap<>();
    texts
        .inputs()
        .forEach((name, required) ->
            declared.put(name, Parameter.of(name, ParameterType.ANY, required)));
    for (String name : List.of(StepsParameters.VARIABLES, StepsParameters.CREDENTIALS)) {
      declared.put(name, secret(name));
    }
    return new Parameters(declared, true);
  }

  private static Parameter secret(String name) {
    return new Parameter(
        name,
        ParameterType.OBJECT,
        false,
        List.of(),
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** The definition with all steps in the flat form (S4-03). */
  private MapValue document(List<StepOutline> steps) {
    return fields
        .map()
        .toValue()
        .with(
            "steps",
            new ListValue(
                steps.stream().<Value>map(step -> step.fields().map().toValue()).toList()));
  }
}
