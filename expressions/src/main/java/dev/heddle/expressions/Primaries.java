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

/** Parses what stands alone: literals, names, calls, and everything in brackets. */
final class Primaries {

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

  private final Words words;
  private final Parser parser;

  Primaries(Words words, Parser parser) {
    this.words = words;
    this.parser = parser;
  }

  Node primary() {
    Token token = words.take();
    words.height = 1;
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
    return words.failure("expected a value but found " + token.described(), "", token);
  }

  private Node number(Token token) {
    String digits = token.text();
    if (digits.length() > 1 && digits.charAt(0) == '0' && Character.isDigit(digits.charAt(1))) {
      throw words.failure("a number cannot start with 0", "", token);
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
        .at(words.text, token.start(), token.end());
  }

  private Node named(Token name) {
    Value constant = CONSTANTS.get(name.text());
    if (constant != null) {
      return new Node.Literal(constant, name.start(), name.end());
    }
    if (isReserved(name.text())) {
      throw expectedValue(name);
    }
    if (words.acceptSymbol("(")) {
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
            .at(words.text, name.start(), words.previous().end());
      }
      return new Node.OutcomeCall(name.text(), kind, name.start(), words.previous().end());
    }
    Binding binding = Library.bindFunction(name.text(), arguments);
    return words.made(
        new Node.Call(name.text(), false, binding, name.start(), words.previous().end()),
        words.height,
        0);
  }

  /**
   * Arguments up to the closing parenthesis; {@link Words#height} covers {@code deepest} and them.
   */
  List<Argument> arguments(int deepest) {
    List<Argument> arguments = new ArrayList<>();
    int highest = deepest;
    while (!words.acceptSymbol(")")) {
      if (!arguments.isEmpty()) {
        words.expect(",", "");
      }
      String name = null;
      if (words.peek().kind() == Token.Kind.NAME && words.ahead(1).isSymbol("=")) {
        name = words.take().text();
        words.skip(1);
      } else if (!arguments.isEmpty() && arguments.getLast().name() != null) {
        throw words.failure("a positional argument cannot follow a named one", "");
      }
      arguments.add(new Argument(name, parser.conditional()));
      highest = Math.max(highest, words.height);
    }
    words.height = Math.max(highest, 1);
    return arguments;
  }

  private boolean isKeyCall() {
    return words.peek().isSymbol(".")
        && (words.ahead(1).isName("get") || words.ahead(1).isName("get_secret"))
        && words.ahead(2).isSymbol("(");
  }

  private Node keyCall(Token kv) {
    boolean secret = words.ahead(1).isName("get_secret");
    Token method = words.ahead(1);
    words.skip(3);
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
          .at(words.text, kv.start(), words.previous().end());
    }
    return words.made(
        new Node.KeyRead(key, fallback, secret, kv.start(), words.previous().end()),
        words.height,
        0);
  }

  /** {@code keystore.a.b} reads the secret {@code a.b}: keys contain dots (S1-022, S1-029). */
  private Node keystore(Token keystore) {
    if (words.acceptSymbol("[")) {
      Node key = parser.conditional();
      words.expect("]", "");
      return words.made(
          new Node.KeyRead(key, null, true, keystore.start(), words.previous().end()),
          words.height,
          0);
    }
    if (!words.peek().isSymbol(".")) {
      throw words.failure("`keystore` needs a key", "write keystore.<key> or kv.get_secret('key')");
    }
    StringBuilder key = new StringBuilder();
    int start = words.peek().end();
    while (words.acceptSymbol(".")) {
      Token part = words.take();
      if (part.kind() != Token.Kind.NAME && part.kind() != Token.Kind.NUMBER) {
        throw words.failure("expected a name after `.`", "", part);
      }
      key.append(key.isEmpty() ? "" : ".").append(part.text());
    }
    int end = words.previous().end();
    Node literal = new Node.Literal(new TextValue(key.toString()), start, end);
    return words.made(new Node.KeyRead(literal, null, true, keystore.start(), end), 1, 0);
  }

  private Node parenthesised() {
    Node inner = parser.conditional();
    if (words.peek().isSymbol(",")) {
      throw words.failure("there are no tuples", "write a list: [a, b]");
    }
    words.expect(")", "");
    return inner;
  }

  private Node list(Token open) {
    List<Node> items = new ArrayList<>();
    int highest = 0;
    while (!words.acceptSymbol("]")) {
      if (!items.isEmpty()) {
        words.expect(",", "");
        if (words.acceptSymbol("]")) {
          break;
        }
      }
      items.add(parser.conditional());
      highest = Math.max(highest, words.height);
    }
    return words.made(
        new Node.ListLiteral(List.copyOf(items), open.start(), words.previous().end()), highest, 0);
  }

  private Node map(Token open) {
    List<Node> keysAndValues = new ArrayList<>();
    int highest = 0;
    while (!words.acceptSymbol("}")) {
      if (!keysAndValues.isEmpty()) {
        words.expect(",", "");
        if (words.acceptSymbol("}")) {
          break;
        }
      }
      keysAndValues.add(parser.conditional());
      highest = Math.max(highest, words.height);
      words.expect(":", "");
      keysAndValues.add(parser.conditional());
      highest = Math.max(highest, words.height);
    }
    return words.made(
        new Node.MapLiteral(List.copyOf(keysAndValues), open.start(), words.previous().end()),
        highest,
        0);
  }
}
