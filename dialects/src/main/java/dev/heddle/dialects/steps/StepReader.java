package dev.heddle.dialects.steps;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.model.Activation;
import dev.heddle.model.Backoff;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Retry;
import dev.heddle.model.Transition;
import dev.heddle.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a node of a step. */
final class StepReader {

  private static final int MOST_RETRIES = 100;
  private static final Set<Outcome> NOT_SUCCEEDED = Set.of(Outcome.FAILED, Outcome.TIMED_OUT);

  private final StepTexts texts;
  private final Dependencies dependencies;
  private final Diagnostics diagnostics;
  private final YamlMap defaults;

  StepReader(
      StepTexts texts, Dependencies dependencies, Diagnostics diagnostics, YamlMap defaults) {
    this.texts = texts;
    this.dependencies = dependencies;
    this.diagnostics = diagnostics;
    this.defaults = defaults;
  }

  Node read(StepOutline step) {
    step.fields().text("name");
    Merged merged = new Merged(step.fields().map(), defaults);
    return new Node(
        step.id(),
        new Work.Container(),
        Activation.ALL,
        Optional.empty(),
        Optional.empty(),
        new ContainerReader(texts, diagnostics, step, defaults).input(),
        Optional.empty(),
        timing(merged, step),
        retry(merged, step),
        List.of(),
        Set.of(Outcome.SUCCEEDED),
        transitions(step),
        Optional.empty(),
        step.span());
  }

  private Node.Timing timing(Merged merged, StepOutline step) {
    Duration timeout =
        holder(merged, "timeout_seconds", step)
            .duration("timeout_seconds", Duration.ofMillis(1))
            .orElse(StepsDialect.DEFAULT_TIMEOUT);
    return new Node.Timing(Optional.of(timeout), Duration.ZERO);
  }

  private Retry retry(Merged merged, StepOutline step) {
    return new Retry(
        holder(merged, "retries", step).integer("retries", 0, MOST_RETRIES).orElse(0),
        holder(merged, "retry_delay", step)
            .duration("retry_delay", Duration.ZERO)
            .orElse(Duration.ZERO),
        Backoff.CONSTANT,
        Optional.empty(),
        0,
        Optional.empty());
  }

  /** The fields of whoever says something about {@code key}: the step or the defaults. */
  private YamlFields holder(Merged merged, String key, StepOutline step) {
    return merged.step().has(key)
        ? step.fields()
        : new YamlFields(merged.defaults(), "container_config", StepsKeys.DEFAULTS, diagnostics);
  }

  private List<Transition> transitions(StepOutline step) {
    List<Transition> transitions = new ArrayList<>();
    List<String> dependents = dependencies.dependents(step.id());
    if (!dependents.isEmpty()) {
      transitions.add(
          new Transition.Edge(
              Set.of(Outcome.SUCCEEDED),
              Optional.empty(),
              List.of(),
              dependents,
              "depends_on",
              step.span()));
    }
    if (step.fields().flag("allow_failure", false)) {
      transitions.add(new Transition.Absorption(NOT_SUCCEEDED, "allow_failure", step.span()));
    }
    return transitions;
  }
}
