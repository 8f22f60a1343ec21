package dev.heddle.platform.rule;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.expressions.Checker;
import dev.heddle.expressions.KnownNames;
import dev.heddle.expressions.Problem;
import dev.heddle.expressions.Template;
import dev.heddle.model.SourceSpan;
import java.util.List;

/** Compiles the expressions of a rule and checks the names they use. */
final class RuleTemplates {

  private static final KnownNames KNOWN =
      KnownNames.builder()
          .tasks(List.of())
          .vars(List.of())
          .parameters(List.of())
          .members("inquiry", List.of())
          .members("event", List.of("id", "trigger", "created", "payload"))
          .system(List.of("timestamp", "rule", "event", "enforcement"))
          .build();

  private final Diagnostics diagnostics;

  RuleTemplates(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Template value(YamlNode node) {
    return checked(node, Template.of(node.toValue(), problem -> report(node, problem)));
  }

  Template condition(YamlScalar node) {
    return checked(node, Template.condition(node.value(), problem -> report(node, problem)));
  }

  private Template checked(YamlNode node, Template template) {
    if (!template.isConstant() && !diagnostics.isFull()) {
      Checker.check(template, KNOWN).forEach(problem -> report(node, problem));
    }
    return template;
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
