package dev.heddle.expressions;

import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recursive-descent parser of operators, filters and member access (S1-038). */
final class Parser {

  private final Words words;
  private final Primaries primaries;

  private Parser(Words words) {
    this.words = words;
    this.primaries = new Primaries(words, this);
  }

  /** The tree of {@code tokens}, which are words of {@code text}. */
  static Node parse(String text, List<Token> tokens) {
    Words words = new Words(text, tokens);
    Parser parser = new Parser(words);
    if (words.peek().kind() == Token.Kind.END) {
      throw words.failure("an expression is missing", "");
    }
    Node node = parser.conditional();
    if (words.peek().kind() != Token.Kind.END) {
      throw words.failure(
          "unexpected " + words.peek().described() + " after the expression",
          parser.adviceForRest());
    }
    return node;
  }

  private String adviceForRest() {
    Token token = words.peek();
    if (token.isSymbol(".") || token.isSymbol("[")) {
      return "put what stands before it in parentheses";
    }
    if (token.isSymbol("=")) {
      return "write `==` to compare";
    }
    return token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.TEXT
        ? "an operator is missing"
        : "";
  }

  Node conditional() {
    words.enter();
    Node node = binary(Operator.OR.precedence);
    int deepest = words.height;
    if (words.acceptSymbol("?")) {
      Node yes = conditional();
      deepest = Math.max(deepest, words.height);
      words.expect(":", "the `?` before needs it: condition ? yes : no");
      Node no = conditional();
      node =
          words.made(
              new Node.Conditional(node, yes, no, node.start(), no.end()), deepest, words.height);
    } else if (words.acceptName("if")) {
      Node condition = binary(Operator.OR.precedence);
      deepest = Math.max(deepest, words.height);
      if (!words.acceptName("else")) {
        throw words.failure("expected `else`", "write: yes if condition else no");
      }
      Node no = conditional();
      node =
          words.made(
              new Node.Conditional(condition, node, no, node.start(), no.end()),
              deepest,
              words.height);
    }
    words.leave();
    return node;
  }

  private Node binary(int loosest) {
    Node left = prefix(loosest);
    boolean compared = false;
    while (true) {
      Operator operator = operator();
      if (operator == null || operator.precedence < loosest) {
        return left;
      }
      if (compared && operator.isComparison()) {
        throw words.failure("comparisons cannot be chained", "write `a < b and b < c`");
      }
      compared = operator.isComparison();
      words.skip(operator == Operator.NOT_IN ? 2 : 1);
      int leftHeight = words.height;
      Node right = binary(operator.precedence + 1);
      left =
          words.made(
              new Node.Binary(operator, left, right, left.start(), right.end()),
              leftHeight,
              words.height);
    }
  }

  private @Nullable Operator operator() {
    Token token = words.peek();
    if (token.isName("not") && words.ahead(1).isName("in")) {
      return Operator.NOT_IN;
    }
    return token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.NAME
        ? Operator.of(token.text())
        : null;
  }

  private Node prefix(int loosest) {
    Token token = words.peek();
    if (!token.isName("not")) {
      return signed();
    }
    if (loosest > Operator.NOT_PRECEDENCE) {
      throw words.failure("`not` cannot stand here", "put it in parentheses: (not x)");
    }
    words.skip(1);
    words.enter();
    Node operand = binary(Operator.NOT_PRECEDENCE);
    words.leave();
    return words.made(new Node.Not(operand, token.start(), operand.end()), words.height, 0);
  }

  private Node signed() {
    Token token = words.peek();
    if (!words.acceptSymbol("-")) {
      return filtered();
    }
    words.enter();
    Node operand = signed();
    words.leave();
    if (operand instanceof Node.Literal(NumberValue number, int _, int end)) {
      return new Node.Literal(Arithmetic.negated(number), token.start(), end);
    }
    return words.made(new Node.Negation(operand, token.start(), operand.end()), words.height, 0);
  }

  private Node filtered() {
    Node node = postfix();
    while (true) {
      if (words.acceptSymbol("|")) {
        node = filter(node);
      } else if (words.acceptName("is")) {
        node = test(node);
      } else {
        return node;
      }
    }
  }

  private Node filter(Node input) {
    Token name = words.expectName("a filter name");
    int deepest = words.height;
    if (name.text().equals("default") && words.acceptSymbol(":")) {
      Node fallback = words.peek().isSymbol("-") ? signed() : postfix();
      return defaulted(input, name, List.of(new Argument(null, fallback)), deepest);
    }
    List<Argument> arguments = List.of();
    if (words.acceptSymbol("(")) {
      arguments = primaries.arguments(deepest);
      deepest = words.height;
    }
    if (name.text().equals("default")) {
      return defaulted(input, name, arguments, deepest);
    }
    Binding binding = Library.bindFilter(name.text(), input, arguments);
    return words.made(
        new Node.Call(name.text(), true, binding, input.start(), words.previous().end()),
        deepest,
        0);
  }

  private Node defaulted(Node input, Token name, List<Argument> arguments, int deepest) {
    Node fallback = null;
    Node alsoFalse = null;
    for (Argument argument : arguments) {
      if (fallback == null && (argument.name() == null || argument.name().equals("value"))) {
        fallback = argument.value();
      } else if (alsoFalse == null
          && (argument.name() == null || argument.name().equals("boolean"))) {
        alsoFalse = argument.value();
      } else {
        fallback = null;
        break;
      }
    }
    if (fallback == null) {
      throw words.failure("`default` needs the value to fall back to", "write default(x)", name);
    }
    return words.made(
        new Node.Default(input, fallback, alsoFalse, input.start(), words.previous().end()),
        Math.max(deepest, words.height),
        0);
  }

  private Node test(Node operand) {
    boolean negated = words.acceptName("not");
    Token name = words.expectName("`defined` or `none`");
    int start = operand.start();
    Node node =
        switch (name.text()) {
          case "defined" -> new Node.IsDefined(operand, start, name.end());
          case "undefined" ->
              new Node.Not(new Node.IsDefined(operand, start, name.end()), start, name.end());
          case "none", "null" ->
              new Node.Binary(
                  Operator.EQUAL,
                  operand,
                  new Node.Literal(NullValue.INSTANCE, name.start(), name.end()),
                  start,
                  name.end());
          default ->
              throw words.failure(
                  "unknown test `is " + name.text() + "`",
                  "there are `is defined` and `is none`; compare with type_of(x) for types",
                  name);
        };
    return words.made(negated ? new Node.Not(node, start, name.end()) : node, words.height + 2, 0);
  }

  private Node postfix() {
    Node node = primaries.primary();
    while (true) {
      Token token = words.peek();
      if (words.acceptSymbol(".")) {
        Token key = words.take();
        if (key.kind() != Token.Kind.NAME && key.kind() != Token.Kind.NUMBER) {
          throw words.failure("expected a name after `.`", "", key);
        }
        node = member(node, key);
      } else if (words.acceptSymbol("[")) {
        node = indexed(node);
      } else if (token.isSymbol("(")) {
        throw noMethods(node);
      } else {
        return node;
      }
    }
  }

  private Node member(Node target, Token key) {
    if (target instanceof Node.Path path) {
      List<Node.Key> keys = new ArrayList<>(path.keys());
      keys.add(new Node.Key(key.text(), key.start(), key.end()));
      return new Node.Path(path.root(), List.copyOf(keys), path.start(), words.previous().end());
    }
    Node literal = new Node.Literal(new TextValue(key.text()), key.start(), key.end());
    return words.made(
        new Node.Access(target, literal, target.start(), words.previous().end()), words.height, 1);
  }

  private Node indexed(Node target) {
    int targetHeight = words.height;
    if (words.peek().isSymbol(":")) {
      throw noSlices();
    }
    Node key = conditional();
    if (words.peek().isSymbol(":")) {
      throw noSlices();
    }
    words.expect("]", "");
    if (key instanceof Node.Literal(TextValue name, int start, int end)) {
      words.height = targetHeight;
      return member(target, new Token(Token.Kind.TEXT, name.text(), start, end));
    }
    return words.made(
        new Node.Access(target, key, target.start(), words.previous().end()),
        targetHeight,
        words.height);
  }

  private ExpressionException noSlices() {
    return words.failure("there are no slices in brackets", "write `x | slice(start=1, end=3)`");
  }

  private ExpressionException noMethods(Node node) {
    if (node instanceof Node.Path path && !path.keys().isEmpty()) {
      Node.Key method = path.keys().getLast();
      String hint =
          Library.has(method.name())
              ? "write it as a filter: x | " + method.name()
              : "functions stand alone: f(x)";
      return ExpressionException.of(
              ErrorCode.SYNTAX_ERROR, "values have no methods: `" + method.name() + "`", hint)
          .at(words.text, method.start(), method.end());
    }
    return words.failure("only a function name can be called", "");
  }
}
