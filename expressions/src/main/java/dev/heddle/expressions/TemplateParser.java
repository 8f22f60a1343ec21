package dev.heddle.expressions;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Compiles values into templates; a mistake goes to {@code failures} with the path of its leaf. */
final class TemplateParser {

  private final Consumer<ExpressionException> failures;
  private final List<String> path = new ArrayList<>();

  TemplateParser(Consumer<ExpressionException> failures) {
    this.failures = failures;
  }

  Template value(Value value, int depth) {
    if (depth > Json.MAX_DEPTH) {
      failures.accept(
          located(
              ExpressionException.of(
                  ErrorCode.LIMIT_EXCEEDED, "nested deeper than " + Json.MAX_DEPTH)));
      return new ConstantTemplate(value);
    }
    return switch (value) {
      case TextValue text -> leaf(text);
      case ListValue list -> list(list, depth);
      case MapValue map -> map(map, depth);
      default -> new ConstantTemplate(value);
    };
  }

  private Template leaf(TextValue value) {
    try {
      return text(value.text());
    } catch (ExpressionException mistake) {
      failures.accept(located(mistake));
      return new ConstantTemplate(value);
    }
  }

  private ExpressionException located(ExpressionException mistake) {
    ExpressionException located = mistake;
    for (String key : path.reversed()) {
      located = located.below(key);
    }
    return located;
  }

  private Template list(ListValue list, int depth) {
    List<Template> items = new ArrayList<>(list.items().size());
    boolean constant = true;
    for (Value item : list.items()) {
      path.add(Integer.toString(items.size()));
      Template template = value(item, depth + 1);
      path.removeLast();
      constant &= template.isConstant();
      items.add(template);
    }
    return constant ? new ConstantTemplate(list) : new ListTemplate(items);
  }

  private Template map(MapValue map, int depth) {
    Map<String, Template> entries = new LinkedHashMap<>();
    boolean constant = true;
    for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
      path.add(entry.getKey());
      Template template = value(entry.getValue(), depth + 1);
      path.removeLast();
      constant &= template.isConstant();
      entries.put(entry.getKey(), template);
    }
    return constant ? new ConstantTemplate(map) : new MapTemplate(entries);
  }

  static Template text(String text) {
    int open = text.indexOf("{{");
    if (open < 0) {
      return new ConstantTemplate(new TextValue(text));
    }
    List<MixedTemplate.Part> parts = new ArrayList<>();
    int literalFrom = 0;
    while (open >= 0) {
      refuseBlankControl(text, open);
      List<Token> tokens = Lexer.inBraces(text, open + 2);
      Node root = Parser.parse(text, tokens);
      parts.add(new MixedTemplate.Part(text.substring(literalFrom, open), root));
      literalFrom = tokens.getLast().start() + 2;
      open = text.indexOf("{{", literalFrom);
    }
    String rest = text.substring(literalFrom);
    if (parts.size() == 1 && parts.getFirst().before().isBlank() && rest.isBlank()) {
      Node root = parts.getFirst().expression();
      return root instanceof Node.Literal literal
          ? new ConstantTemplate(literal.value())
          : new ExpressionTemplate(text, root);
    }
    return new MixedTemplate(text, parts, rest);
  }

  /** In Jinja the dash would cut blanks; here it would silently negate. */
  private static void refuseBlankControl(String text, int open) {
    if (text.startsWith("{{-", open)) {
      throw ExpressionException.of(
              ErrorCode.SYNTAX_ERROR,
              "`{{-` does not cut blanks here",
              "write `{{ -x }}` with a blank for a negative number")
          .at(text, open, open + 3);
    }
  }

  static Template condition(Value value) {
    if (!(value instanceof TextValue(String text))) {
      return new ConstantTemplate(value);
    }
    if (!text.contains("{{")) {
      return spelled(text);
    }
    Template template = text(text);
    if (template instanceof MixedTemplate) {
      // Rendered to text it would nearly always be true.
      throw ExpressionException.of(
              ErrorCode.SYNTAX_ERROR,
              "a condition is one expression, but text stands around the braces",
              "put all of it into one pair of braces, or use none")
          .at(text, 0, text.length());
    }
    return template;
  }

  private static Template spelled(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (Truth.spellsFalse(word)) {
      return new ConstantTemplate(BooleanValue.FALSE);
    }
    if (word.equals("yes")) {
      return new ConstantTemplate(BooleanValue.TRUE);
    }
    Node root = Parser.parse(text, Lexer.bare(text));
    return root instanceof Node.Literal literal
        ? new ConstantTemplate(literal.value())
        : new ExpressionTemplate(text, root);
  }
}
