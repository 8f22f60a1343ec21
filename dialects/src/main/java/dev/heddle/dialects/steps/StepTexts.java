package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.Suggestion;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.StepReference;
import dev.heddle.expressions.StepReference.Target;
import dev.heddle.expressions.StepText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads the texts of one workflow and checks what they refer to (S4-16, S4-18). */
final class StepTexts {

  private final Diagnostics diagnostics;
  private final Dependencies dependencies;
  private final Map<String, Set<String>> declaredOutputs = new HashMap<>();
  private final Map<String, Boolean> inputs = new LinkedHashMap<>();

  StepTexts(Diagnostics diagnostics, Dependencies dependencies) {
    this.diagnostics = diagnostics;
    this.dependencies = dependencies;
  }

  /** Notes that a step names all outputs it has. */
  void declareOutputs(String step, Set<String> names) {
    declaredOutputs.put(step, names);
  }

  /** Notes an input that must be given. */
  void requireInput(String name) {
    inputs.put(name, true);
  }

  /** All inputs that are referred to, and whether they must be given. */
  Map<String, Boolean> inputs() {
    return inputs;
  }

  /** A text of {@code step}, which may refer to the steps before it. */
  StepText ofStep(YamlScalar scalar, StepText.Place place, StepOutline step) {
    return read(scalar, place, step.owner(), step.id(), dependencies.before(step.id()));
  }

  /** A text of the workflow itself, which may refer to all steps. */
  StepText ofWorkflow(YamlScalar scalar) {
    return read(scalar, StepText.Place.VALUE, "the workflow", "", dependencies.steps());
  }

  private StepText read(
      YamlScalar scalar, StepText.Place place, String owner, String self, Set<String> visible) {
    StepText text =
        StepText.parse(
            scalar.text(),
            place,
            problem ->
                diagnostics.error(
                    problem.code(),
                    problem.message(),
                    problem.hint(),
                    scalar.spanAt(problem.offset())));
    for (StepReference reference : text.references()) {
      switch (reference.target()) {
        case Target.Variable _ -> {}
        case Target.Input input ->
            inputs.merge(input.name(), reference.fallback() == null, Boolean::logicalOr);
        case Target.Whole whole -> step(whole.step(), scalar, reference, owner, self, visible);
        case Target.Output output -> {
          if (step(output.step(), scalar, reference, owner, self, visible)) {
            output(output, scalar, reference);
          }
        }
      }
    }
    return text;
  }

  private boolean step(
      String name,
      YamlScalar scalar,
      StepReference reference,
      String owner,
      String self,
      Set<String> visible) {
    if (visible.contains(name)) {
      return true;
    }
    String written = scalar.text().substring(reference.start(), reference.end());
    if (!dependencies.steps().contains(name)) {
      diagnostics.error(
          "unknown_step",
          "`" + written + "` refers to `" + name + "`, and there is no such step",
          Suggestion.hint(name, dependencies.steps()),
          scalar.spanAt(reference.start()));
    } else if (name.equals(self)) {
      diagnostics.error(
          "self_reference",
          "`" + written + "` refers to the step it stands in",
          "",
          scalar.spanAt(reference.start()));
    } else {
      diagnostics.error(
          "not_a_dependency",
          "`" + written + "`: " + owner + " does not depend on `" + name + "`",
          "add " + name + " to depends_on, so that it has ended when this starts",
          scalar.spanAt(reference.start()));
    }
    return false;
  }

  private void output(Target.Output output, YamlScalar scalar, StepReference reference) {
    Set<String> declared = declaredOutputs.get(output.step());
    if (declared == null || declared.contains(output.name())) {
      return;
    }
    diagnostics.error(
        "unknown_output",
        "step `" + output.step() + "` declares no output `" + output.name() + "`",
        Suggestion.hint(output.name(), declared),
        scalar.spanAt(reference.start()));
  }
}
