package dev.heddle.dialects.flow;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Checker;
import dev.heddle.expressions.ExpressionException;
import dev.heddle.expressions.KnownNames;
import dev.heddle.expressions.Problem;
import dev.heddle.expressions.Template;
import dev.heddle.model.SourceSpan;
import dev.heddle.values.Value;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compiles the templates of one workflow and reports what is wrong with them where it stands in the
 * file.
 */
final class Templates {

  private static final Template NOTHING = Template.of(Value.nothing());

  /** Where a template stands, which decides the names it may use. */
  enum Place {
    /** Initial values of variables: nothing has run. */
    START,
    /** Guards, lists to iterate over, outputs. */
    TASK,
    /** The input of a task with {@code with_items}. */
    ITERATION,
    /** Transitions and publications: a task has just finished (S1-034). */
    AFTER,
    /** Retry conditions of a task with {@code with_items}. */
    AFTER_ITERATION
  }

  private final Diagnostics diagnostics;
  private final Map<Place, KnownNames> known = new EnumMap<>(Place.class);

  Templates(
      Diagnostics diagnostics,
      Collection<String> tasks,
      Collection<String> vars,
      Collection<String> parameters) {
    this.diagnostics = diagnostics;
    for (Place place : Place.values()) {
      known.put(
          place,
          KnownNames.builder()
              .tasks(place == Place.START ? List.of() : tasks)
              .members("inquiry", place == Place.START ? List.of() : tasks)
              .vars(vars)
              .parameters(parameters)
              .system(
                  List.of(
                      "execution_id", "timestamp", "timestamp_iso", "workflow_start", "identity"))
              .iteration(place == Place.ITERATION || place == Place.AFTER_ITERATION)
              .outcome(place == Place.AFTER || place == Place.AFTER_ITERATION)
              .build());
    }
  }

  /** The template of any value. */
  Template value(YamlNode node, Place place) {
    Template template = Template.of(node.toValue(), problem -> report(node, problem));
    check(node, template, place);
    return template;
  }

  /** The template of a condition; its braces may be left out. */
  Template condition(YamlNode node, Place place) {
    if (!(node instanceof YamlScalar scalar)) {
      diagnostics.error(
          "wrong_type", "a condition must be a text, not " + node.kind(), "", node.span());
      return NOTHING;
    }
    try {
      Template template = Template.condition(scalar.value());
      check(node, template, place);
      return template;
    } catch (ExpressionException mistake) {
      report(node, mistake.toProblem());
      return NOTHING;
    }
  }

  private void check(YamlNode node, Template template, Place place) {
    if (template.isConstant() || diagnostics.isFull()) {
      return;
    }
    for (Problem problem : Checker.check(template, Objects.requireNonNull(known.get(place)))) {
      report(node, problem);
    }
  }

  private void report(YamlNode node, Problem problem) {
    if (!diagnostics.isFull()) {
      diagnostics.error(problem.code(), problem.message(), problem.hint(), place(node, problem));
    }
  }

  private static SourceSpan place(YamlNode root, Problem problem) {
    YamlNode node = root;
    for (String key : problem.leafPath()) {
      switch (node) {
        case YamlMap map -> node = map.find(key).orElse(map);
        case YamlList list -> node = list.items().get(Integer.parseInt(key));
        case YamlScalar _ -> {}
      }
    }
    return node instanceof YamlScalar scalar ? scalar.spanAt(problem.offset()) : node.span();
  }
}
