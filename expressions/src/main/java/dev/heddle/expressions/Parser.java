package dev.heddle.expressions;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recursive-descent parser. Each parsing method leaves in {@link #height} how deep the tree is
 * that it returns, so that no expression is too deep to walk.
 */
final class Parser {

  private static final Map<String, Value> CONSTANTS =
      Map.of(
          "true", BooleanValue.TRUE,
          "false", BooleanValue.FALSE,
          "null", NullValue.INSTANCE,
          "none", NullValue.INSTANCE,
          "True", BooleanValue.TRUE,
          "False", BooleanValue.FALSE,
          "None", NullValue.INSTANCE);

  private static final Map<String, String> SCOPE_ALIASES =
      Map.of("workflow", "vars", "variables", "vars", "tasks", "task", "config", "pack");

  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          Map.entry("or", Operator.OR),
          Map.entry("and", Operator.AND),
          Map.entry("==", Operator.EQUAL),
          Map.entry("!=", Operator.NOT_EQUAL),
          Map.entry("<", Operator.LESS),
          Map.entry("<=", Operator.LESS_OR_EQUAL),
          Map.entry(">", Operator.GREATER),
          Map.entry(">=", Operator.GREATER_OR_EQUAL),
          Map.entry("in", Operator.IN),
          Map.entry("+", Operator.PLUS),
          Map.entry("-", Operator.MINUS),
          Map.entry("*", Operator.TIMES),
          Map.entry("/", Operator.DIVIDE),
          Map.entry("%", Operator.MODULO));

  private final String text;
  private final List<Token> tokens;
  private int next;
  private int nesting;
  private int height;

  private Parser(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /** The tree of {@code tokens}, which are words of {@code text}. */
  static Node parse(String text, List<Token> tokens) {
    Parser parser = new Parser(text, tokens);
    if (parser.peek().kind() == Token.Kind.END) {
      throw parser.failure("an expression is missing", "");
    }
    Node node = parser.conditional();
    if (parser.peek().kind() != Token.Kind.END) {
      throw parser.failure(
          "unexpected " + parser.peek().described() + " after the expression",
          parser.adviceForRest());
    }
    return node;
  }

  private String adviceForRest() {
    Token token = peek();
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

  private Node conditional() {
    enter();
    Node node = binary(Operator.OR.precedence);
    int deepest = height;
    if (acceptSymbol("?")) {
      Node yes = conditional();
      deepest = Math.max(deepest, height);
      expect(":", "the `?` before needs it: condition ? yes : no");
      Node no = conditional();
      node = made(new Node.Conditional(node, yes, no, node.start(), no.end()), deepest, height);
    } else if (acceptName("if")) {
      Node condition = binary(Operator.OR.precedence);
      deepest = Math.max(deepest, height);
      if (!acceptName("else")) {
        throw failure("expected `else`", "write: yes if condition else no");
      }
      Node no = conditional();
      node =
          made(new Node.Conditional(condition, node, no, node.start(), no.end()), deepest, height);
    }
    nesting--;
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
        throw failure("comparisons cannot be chained", "write `a < b and b < c`");
      }
      compared = operator.isComparison();
      next += operator == Operator.NOT_IN ? 2 : 1;
      int leftHeight = height;
      Node right = binary(operator.precedence + 1);
      left =
          made(
              new Node.Binary(operator, left, right, left.start(), right.end()),
              leftHeight,
              height);
    }
  }

  private @Nullable Operator operator() {
    Token token = peek();
    if (token.isName("not") && tokens.get(next + 1).isName("in")) {
      return Operator.NOT_IN;
    }
    return token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.NAME
        ? OPERATORS.get(token.text())
        : null;
  }

  private Node prefix(int loosest) {
    Token token = peek();
    if (!token.isName("not")) {
      return signed();
    }
    if (loosest > Operator.NOT_PRECEDENCE) {
      throw failure("`not` cannot stand here", "put it in parentheses: (not x)");
    }
    next++;
    enter();
    Node operand = binary(Operator.NOT_PRECEDENCE);
    nesting--;
    return made(new Node.Not(operand, token.start(), operand.end()), height, 0);
  }

  private Node signed() {
    Token token = peek();
    if (!acceptSymbol("-")) {
      return filtered();
    }
    enter();
    Node operand = signed();
    nesting--;
    if (operand instanceof Node.Literal(NumberValue number, int _, int end)) {
      return new Node.Literal(Arithmetic.negated(number), token.start(), end);
    }
    return made(new Node.Negation(operand, token.start(), operand.end()), height, 0);
  }

  private Node filtered() {
    Node node = postfix();
    while (true) {
      if (acceptSymbol("|")) {
        node = filter(node);
      } else if (acceptName("is")) {
        node = test(node);
      } else {
        return node;
      }
    }
  }

  private Node filter(Node input) {
    Token name = expectName("a filter name");
    int deepest = height;
    if (name.text().equals("default") && acceptSymbol(":")) {
      Node fallback = peek().isSymbol("-") ? signed() : postfix();
      return defaulted(input, name, List.of(new Argument(null, fallback)), deepest);
    }
    List<Argument> arguments = List.of();
    if (acceptSymbol("(")) {
      arguments = arguments(deepest);
      deepest = height;
    }
    if (name.text().equals("default")) {
      return defaulted(input, name, arguments, deepest);
    }
    Binding binding = Library.bindFilter(name.text(), input, arguments);
    return made(
        new Node.Call(name.text(), true, binding, input.start(), previous().end()), deepest, 0);
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
      throw failure("`default` needs the value to fall back to", "write default(x)", name);
    }
    return made(
        new Node.Default(input, fallback, alsoFalse, input.start(), previous().end()),
        Math.max(deepest, height),
        0);
  }

  private Node test(Node operand) {
    boolean negated = acceptName("not");
    Token name = expectName("`defined` or `none`");
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
              throw failure(
                  "unknown test `is " + name.text() + "`",
                  "there are `is defined` and `is none`; compare with type_of(x) for types",
                  name);
        };
    return made(negated ? new Node.Not(node, start, name.end()) : node, height + 2, 0);
  }

  private Node postfix() {
    Node node = primary();
    while (true) {
      Token token = peek();
      if (acceptSymbol(".")) {
        Token key = take();
        if (key.kind() != Token.Kind.NAME && key.kind() != Token.Kind.NUMBER) {
          throw failure("expected a name after `.`", "", key);
        }
        node = member(node, key);
      } else if (acceptSymbol("[")) {
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
      return new Node.Path(path.root(), List.copyOf(keys), path.start(), previous().end());
    }
    Node literal = new Node.Literal(new TextValue(key.text()), key.start(), key.end());
    return made(new Node.Access(target, literal, target.start(), previous().end()), height, 1);
  }

  private Node indexed(Node target) {
    int targetHeight = height;
    if (peek().isSymbol(":")) {
      throw noSlices();
    }
    Node key = conditional();
    if (peek().isSymbol(":")) {
      throw noSlices();
    }
    expect("]", "");
    if (key instanceof Node.Literal(TextValue name, int start, int end)) {
      height = targetHeight;
      return member(target, new Token(Token.Kind.TEXT, name.text(), start, end));
    }
    return made(
        new Node.Access(target, key, target.start(), previous().end()), targetHeight, height);
  }

  private ExpressionException noSlices() {
    return failure("there are no slices in brackets", "write `x | slice(start=1, end=3)`");
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
          .at(text, method.start(), method.end());
    }
    return failure("only a function name can be called", "");
  }

  private Node primary() {
    Token token = take();
    height = 1;
    return switch (token.kind()) {
      case NUMBER -> number(token);
      case TEXT -> new Node.Literal(new TextValue(token.text()), token.start(), token.end());
      case NAME -> named(token);
      case SYMBOL ->
          switch (token.text()) {
            case "(" -> parenthesised();
            case "[" -> list(token);
            case "{" -> map(token);
            default -> throw expectedValue(token);
          };
      case END -> throw expectedValue(token);
    };
  }

  private ExpressionException expectedValue(Token token) {
    return failure("expected a value but found " + token.described(), "", token);
  }

  private Node number(Token token) {
    String digits = token.text();
    if (digits.length() > 1 && digits.charAt(0) == '0' && Character.isDigit(digits.charAt(1))) {
      throw failure("a number cannot start with 0", "", token);
    }
    if (digits.length() <= 18 && digits.chars().allMatch(Character::isDigit)) {
      return new Node.Literal(new IntegerValue(Long.parseLong(digits)), token.start(), token.end());
    }
    if (digits.length() <= 2 * NumberValue.MAX_DIGITS) {
      try {
        NumberValue value = NumberValue.of(new BigDecimal(digits));
        return new Node.Literal(value, token.start(), token.end());
      } catch (ArithmeticException | NumberFormatException tooLarge) {
        // Reported below.
      }
    }
    throw ExpressionException.of(
            ErrorCode.LIMIT_EXCEEDED,
            "a number may have " + NumberValue.MAX_DIGITS + " digits at most")
        .at(text, token.start(), token.end());
  }

  private Node named(Token name) {
    Value constant = CONSTANTS.get(name.text());
    if (constant != null) {
      return new Node.Literal(constant, name.start(), name.end());
    }
    if (isReserved(name.text())) {
      throw expectedValue(name);
    }
    if (acceptSymbol("(")) {
      return function(name);
    }
    if (name.text().equals("kv") && isKeyCall()) {
      return keyCall(name);
    }
    if (name.text().equals("keystore")) {
      return keystore(name);
    }
    String root = SCOPE_ALIASES.getOrDefault(name.text(), name.text());
    List<Node.Key> keys =
        name.text().equals("config")
            ? List.of(new Node.Key("config", name.start(), name.end()))
            : List.of();
    return new Node.Path(root, keys, name.start(), name.end());
  }

  private static boolean isReserved(String name) {
    return switch (name) {
      case "and", "or", "not", "in", "is", "if", "else" -> true;
      default -> false;
    };
  }

  private Node function(Token name) {
    List<Argument> arguments = arguments(0);
    Outcome.Kind kind =
        switch (name.text()) {
          case "succeeded" -> Outcome.Kind.SUCCEEDED;
          case "failed" -> Outcome.Kind.FAILED;
          case "timed_out" -> Outcome.Kind.TIMED_OUT;
          default -> null;
        };
    if (kind != null || name.text().equals("result")) {
      if (!arguments.isEmpty()) {
        throw ExpressionException.of(
                ErrorCode.WRONG_ARGUMENTS, "`" + name.text() + "()` takes no arguments")
            .at(text, name.start(), previous().end());
      }
      return new Node.OutcomeCall(name.text(), kind, name.start(), previous().end());
    }
    Binding binding = Library.bindFunction(name.text(), arguments);
    return made(
        new Node.Call(name.text(), false, binding, name.start(), previous().end()), height, 0);
  }

  /** Arguments up to the closing parenthesis; {@link #height} covers {@code deepest} and them. */
  private List<Argument> arguments(int deepest) {
    List<Argument> arguments = new ArrayList<>();
    int highest = deepest;
    while (!acceptSymbol(")")) {
      if (!arguments.isEmpty()) {
        expect(",", "");
      }
      String name = null;
      if (peek().kind() == Token.Kind.NAME && tokens.get(next + 1).isSymbol("=")) {
        name = take().text();
        next++;
      } else if (!arguments.isEmpty() && arguments.getLast().name() != null) {
        throw failure("a positional argument cannot follow a named one", "");
      }
      arguments.add(new Argument(name, conditional()));
      highest = Math.max(highest, height);
    }
    height = Math.max(highest, 1);
    return arguments;
  }

  private boolean isKeyCall() {
    return peek().isSymbol(".")
        && (tokens.get(next + 1).isName("get") || tokens.get(next + 1).isName("get_secret"))
        && tokens.get(next + 2).isSymbol("(");
  }

  private Node keyCall(Token kv) {
    boolean secret = tokens.get(next + 1).isName("get_secret");
    Token method = tokens.get(next + 1);
    next += 3;
    List<Argument> arguments = arguments(0);
    Node key = null;
    Node fallback = null;
    boolean fits = true;
    for (Argument argument : arguments) {
      if (key == null && (argument.name() == null || argument.name().equals("key"))) {
        key = argument.value();
      } else if (fallback == null
          && !secret
          && (argument.name() == null || argument.name().equals("default"))) {
        fallback = argument.value();
      } else {
        fits = false;
      }
    }
    if (key == null || !fits) {
      throw ExpressionException.of(
              ErrorCode.WRONG_ARGUMENTS,
              "`kv." + method.text() + "` got wrong arguments",
              secret ? "write kv.get_secret('key')" : "write kv.get('key', default=value)")
          .at(text, kv.start(), previous().end());
    }
    return made(new Node.KeyRead(key, fallback, secret, kv.start(), previous().end()), height, 0);
  }

  /** {@code keystore.a.b} reads the secret {@code a.b}: keys contain dots (S1-022, S1-029). */
  private Node keystore(Token keystore) {
    if (acceptSymbol("[")) {
      Node key = conditional();
      expect("]", "");
      return made(new Node.KeyRead(key, null, true, keystore.start(), previous().end()), height, 0);
    }
    if (!peek().isSymbol(".")) {
      throw failure("`keystore` needs a key", "write keystore.<key> or kv.get_secret('key')");
    }
    StringBuilder key = new StringBuilder();
    int start = peek().end();
    while (acceptSymbol(".")) {
      Token part = take();
      if (part.kind() != Token.Kind.NAME && part.kind() != Token.Kind.NUMBER) {
        throw failure("expected a name after `.`", "", part);
      }
      key.append(key.isEmpty() ? "" : ".").append(part.text());
    }
    int end = previous().end();
    Node literal = new Node.Literal(new TextValue(key.toString()), start, end);
    return made(new Node.KeyRead(literal, null, true, keystore.start(), end), 1, 0);
  }

  private Node parenthesised() {
    Node inner = conditional();
    if (peek().isSymbol(",")) {
      throw failure("there are no tuples", "write a list: [a, b]");
    }
    expect(")", "");
    return inner;
  }

  private Node list(Token open) {
    List<Node> items = new ArrayList<>();
    int highest = 0;
    while (!acceptSymbol("]")) {
      if (!items.isEmpty()) {
        expect(",", "");
        if (acceptSymbol("]")) {
          break;
        }
      }
      items.add(conditional());
      highest = Math.max(highest, height);
    }
    return made(
        new Node.ListLiteral(List.copyOf(items), open.start(), previous().end()), highest, 0);
  }

  private Node map(Token open) {
    List<Node> keysAndValues = new ArrayList<>();
    int highest = 0;
    while (!acceptSymbol("}")) {
      if (!keysAndValues.isEmpty()) {
        expect(",", "");
        if (acceptSymbol("}")) {
          break;
        }
      }
      keysAndValues.add(conditional());
      highest = Math.max(highest, height);
      expect(":", "");
      keysAndValues.add(conditional());
      highest = Math.max(highest, height);
    }
    return made(
        new Node.MapLiteral(List.copyOf(keysAndValues), open.start(), previous().end()),
        highest,
        0);
  }

  private <T extends Node> T made(T node, int left, int right) {
    height = 1 + Math.max(left, right);
    if (height > Limits.MAX_NESTING) {
      throw tooDeep(node.start(), node.end());
    }
    return node;
  }

  private void enter() {
    if (++nesting > Limits.MAX_NESTING) {
      throw tooDeep(peek().start(), peek().end());
    }
  }

  private ExpressionException tooDeep(int start, int end) {
    return ExpressionException.of(
            ErrorCode.LIMIT_EXCEEDED, "the expression is nested deeper than " + Limits.MAX_NESTING)
        .at(text, start, end);
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token previous() {
    return tokens.get(next - 1);
  }

  /** The next word; the end stays where it is, so looking ahead never runs out of words. */
  private Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  private boolean acceptSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    next += found ? 1 : 0;
    return found;
  }

  private boolean acceptName(String name) {
    boolean found = peek().isName(name);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String symbol, String hint) {
    if (!acceptSymbol(symbol)) {
      throw failure("expected `" + symbol + "` but found " + peek().described(), hint);
    }
  }

  private Token expectName(String what) {
    Token token = take();
    if (token.kind() != Token.Kind.NAME) {
      throw failure("expected " + what + " but found " + token.described(), "", token);
    }
    return token;
  }

  private ExpressionException failure(String problem, String hint) {
    return failure(problem, hint, peek());
  }

  private ExpressionException failure(String problem, String hint, Token token) {
    return ExpressionException.of(ErrorCode.SYNTAX_ERROR, problem, hint)
        .at(text, token.start(), Math.max(token.end(), token.start()));
  }
}
