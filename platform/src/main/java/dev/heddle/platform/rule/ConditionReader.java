package dev.heddle.platform.rule;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.source.Suggestion;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.values.BooleanValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads conditions in all their forms (S1-150). */
final class ConditionReader {

  private static final int DEEPEST = 20;
  private static final int MOST = 200;
  private static final Set<String> FIELD_KEYS =
      new LinkedHashSet<>(List.of("field", "operator", "value"));
  private static final List<String> WORDS = List.of("equals", "not_equals", "contains");
  private static final List<String> JOINS = List.of("and", "or", "all", "any", "not", "!");

  private final RuleTemplates templates;
  private final Diagnostics diagnostics;
  private int read;

  ConditionReader(RuleTemplates templates, Diagnostics diagnostics) {
    this.templates = templates;
    this.diagnostics = diagnostics;
  }

  Condition read(YamlNode node) {
    return read(node, 0);
  }

  private Condition read(YamlNode node, int depth) {
    if (depth > DEEPEST || ++read > MOST) {
      diagnostics.error(
          "condition_too_large",
          "a condition has at most " + MOST + " parts, " + DEEPEST + " deep",
          node.span());
      return new Condition.Always();
    }
    return switch (node) {
      case YamlScalar scalar -> scalar(scalar);
      case YamlList list -> all(list, depth);
      case YamlMap map -> map(map, depth);
    };
  }

  private Condition scalar(YamlScalar scalar) {
    if (scalar.isNull() || (scalar.isText() && scalar.text().isBlank())) {
      return new Condition.Always();
    }
    if (!scalar.isText() && !(scalar.value() instanceof BooleanValue)) {
      diagnostics.error(
          "wrong_type", "a condition must be an expression, not " + scalar.kind(), scalar.span());
    }
    return new Condition.Expression(scalar.text(), templates.condition(scalar));
  }

  private Condition all(YamlList list, int depth) {
    List<Condition> parts = parts(list, depth);
    return parts.isEmpty() ? new Condition.Always() : new Condition.All(parts);
  }

  private List<Condition> parts(YamlNode node, int depth) {
    if (!(node instanceof YamlList list)) {
      return List.of(read(node, depth + 1));
    }
    List<Condition> parts = new ArrayList<>();
    for (YamlNode item : list.items()) {
      parts.add(read(item, depth + 1));
    }
    return parts;
  }

  private Condition map(YamlMap map, int depth) {
    if (map.entries().isEmpty()) {
      return new Condition.Always();
    }
    if (map.has("field") && (map.has("operator") || map.has("value"))) {
      return field(map);
    }
    if (map.keys().size() == 1) {
      YamlMap.Entry only = map.entries().iterator().next();
      if (only.key().equals("expression")) {
        return read(only.node(), depth + 1);
      }
      if (JOINS.contains(only.key())) {
        return joined(only, depth);
      }
      if (Comparison.ofSign(only.key()).isPresent() && only.node() instanceof YamlList sides) {
        return compared(only, Comparison.ofSign(only.key()).get(), sides);
      }
    }
    return flat(map);
  }

  private Condition joined(YamlMap.Entry entry, int depth) {
    List<Condition> parts = parts(entry.node(), depth);
    return switch (entry.key()) {
      case "and", "all" -> parts.isEmpty() ? new Condition.Always() : new Condition.All(parts);
      case "or", "any" -> new Condition.Any(parts);
      default -> {
        if (parts.size() != 1) {
          diagnostics.error(
              "wrong_condition",
              "`" + entry.key() + "` takes one condition, not " + parts.size(),
              entry.keySpan());
        }
        yield new Condition.Not(new Condition.All(parts));
      }
    };
  }

  private Condition field(YamlMap map) {
    YamlFields fields = new YamlFields(map, "the condition", FIELD_KEYS, diagnostics);
    String path = fields.requiredText("field").map(YamlScalar::text).orElse("");
    String word = fields.text("operator").map(YamlScalar::text).orElse("equals");
    Comparison comparison = Comparison.ofWord(word).orElse(Comparison.EQUALS);
    if (!comparison.word().equals(word)) {
      diagnostics.error(
          "unknown_value",
          "`operator` cannot be `" + word + "`",
          Suggestion.hint(word, WORDS),
          fields.node("operator").map(YamlNode::span).orElse(map.span()));
    }
    if (!map.has("value")) {
      diagnostics.error("missing_field", "the condition needs `value`", map.span());
    }
    return new Condition.Compared(
        new Condition.Side.Field(path),
        comparison,
        map.find("value").map(ConditionReader::constant).orElseGet(() -> constant(map)));
  }

  private Condition compared(YamlMap.Entry entry, Comparison comparison, YamlList sides) {
    if (sides.items().size() != 2) {
      diagnostics.error(
          "wrong_condition", "`" + entry.key() + "` compares two values", entry.keySpan());
      return new Condition.Always();
    }
    return new Condition.Compared(
        side(sides.items().getFirst()), comparison, side(sides.items().getLast()));
  }

  /** {@code {var: path}} is a field, as in JSON-logic; everything else itself. */
  private static Condition.Side side(YamlNode node) {
    return node instanceof YamlMap map
            && map.keys().equals(Set.of("var"))
            && map.find("var").orElseThrow() instanceof YamlScalar path
        ? new Condition.Side.Field(path.text())
        : constant(node);
  }

  private Condition flat(YamlMap map) {
    List<Condition> parts = new ArrayList<>();
    for (YamlMap.Entry entry : map.entries()) {
      parts.add(
          new Condition.Compared(
              new Condition.Side.Field(entry.key()), Comparison.EQUALS, constant(entry.node())));
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.All(parts);
  }

  private static Condition.Side constant(YamlNode node) {
    return new Condition.Side.Constant(node.toValue());
  }
}
