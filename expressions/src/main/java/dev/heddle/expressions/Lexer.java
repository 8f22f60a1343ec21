package dev.heddle.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Splits one expression into words, in place: offsets count from the start of the whole text. */
final class Lexer {

  /** What people write who think in another language, and what to write here. */
  private static final Map<String, String> FOREIGN =
      Map.of(
          "&&", "write `and`",
          "||", "write `or`",
          "//", "write `floor(a / b)`",
          "**", "there is no power operator",
          "=", "write `==` to compare",
          "!", "write `not`",
          "~", "write `+` to join texts",
          "\\", "quotes need no backslash here");

  private static final String SINGLE_SYMBOLS = "|.,:?()[]+-*/%<>={}!~&\\";

  private final String text;
  private final int start;
  private final boolean inBraces;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int openBraces;

  private Lexer(String text, int start, boolean inBraces) {
    this.text = text;
    this.start = start;
    this.at = start;
    this.inBraces = inBraces;
  }

  /** The words of {@code text}, all of which is one expression. */
  static List<Token> bare(String text) {
    return new Lexer(text, 0, false).tokens();
  }

  /** The words from {@code start}, just after two opening braces, up to the closing braces. */
  static List<Token> inBraces(String text, int start) {
    return new Lexer(text, start, true).tokens();
  }

  private List<Token> tokens() {
    while (true) {
      skipBlanks();
      if (at - start > Limits.MAX_SOURCE) {
        throw ExpressionException.of(
                ErrorCode.LIMIT_EXCEEDED,
                "the expression is longer than " + Limits.MAX_SOURCE + " characters")
            .at(text, start, at);
      }
      if (atEnd()) {
        tokens.add(new Token(Token.Kind.END, "", at, at));
        return tokens;
      }
      tokens.add(token());
    }
  }

  private boolean atEnd() {
    if (at < text.length()) {
      return inBraces && openBraces == 0 && text.startsWith("}}", at);
    }
    if (inBraces) {
      throw failure("`{{` is never closed", "write {{ '{{' }} for two literal braces", start - 2);
    }
    return true;
  }

  private Token token() {
    char c = text.charAt(at);
    if (Character.isLetter(c) || c == '_') {
      return name();
    }
    if (isDigit(c)) {
      return number();
    }
    if (c == '\'' || c == '"') {
      return literalText(c);
    }
    return symbol(c);
  }

  private Token name() {
    int from = at++;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return token(Token.Kind.NAME, from);
  }

  private Token number() {
    int from = at;
    digits();
    boolean afterDot = !tokens.isEmpty() && tokens.getLast().isSymbol(".");
    if (!afterDot) {
      if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
        at++;
        digits();
      }
      exponent();
    }
    if (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
      throw failure("a number cannot go on with `" + text.charAt(at) + "`", "", from);
    }
    return token(Token.Kind.NUMBER, from);
  }

  private void exponent() {
    if (at >= text.length() || (text.charAt(at) | 32) != 'e') {
      return;
    }
    int digitAt = at + 1;
    if (digitAt < text.length() && "+-".indexOf(text.charAt(digitAt)) >= 0) {
      digitAt++;
    }
    if (digitAt < text.length() && isDigit(text.charAt(digitAt))) {
      at = digitAt;
      digits();
    }
  }

  private void digits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private Token literalText(char quote) {
    int from = at++;
    StringBuilder meant = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return new Token(Token.Kind.TEXT, meant.toString(), from, at);
      }
      if (c == '\\' && at < text.length()) {
        escape(text.charAt(at++), meant);
      } else {
        meant.append(c);
      }
    }
    at = from;
    throw failure("a text is never closed", "add a closing " + quote, from);
  }

  /** An unknown escape stays as written, as in Python, so that regular expressions read well. */
  private void escape(char c, StringBuilder meant) {
    switch (c) {
      case '\\', '\'', '"', '/' -> meant.append(c);
      case 'n' -> meant.append('\n');
      case 't' -> meant.append('\t');
      case 'r' -> meant.append('\r');
      case 'b' -> meant.append('\b');
      case 'f' -> meant.append('\f');
      case 'u' -> meant.append(unicode());
      default -> meant.append('\\').append(c);
    }
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0 || text.charAt(at) > 'f') {
        throw failure("\\u needs four hex digits", "", at);
      }
      code = code << 4 | digit;
      at++;
    }
    return (char) code;
  }

  private Token symbol(char c) {
    int from = at;
    if (at + 1 < text.length()) {
      String two = text.substring(at, at + 2);
      switch (two) {
        case "==", "!=", "<=", ">=" -> {
          at += 2;
          return new Token(Token.Kind.SYMBOL, two, from, at);
        }
        case "&&", "||", "//", "**" ->
            throw failure("`" + two + "` is no operator", FOREIGN.getOrDefault(two, ""), from);
        default -> {}
      }
    }
    if (SINGLE_SYMBOLS.indexOf(c) < 0) {
      throw failure("unexpected character `" + c + "`", "", from);
    }
    if (c == '{') {
      openBraces++;
    } else if (c == '}') {
      if (--openBraces < 0) {
        throw failure("unexpected `}`", "", from);
      }
    } else if (c != '=' && FOREIGN.containsKey(String.valueOf(c))) {
      throw failure(
          "`" + c + "` is no operator", FOREIGN.getOrDefault(String.valueOf(c), ""), from);
    }
    at++;
    return token(Token.Kind.SYMBOL, from);
  }

  private Token token(Token.Kind kind, int from) {
    return new Token(kind, text.substring(from, at), from, at);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private ExpressionException failure(String problem, String hint, int from) {
    return ExpressionException.of(ErrorCode.SYNTAX_ERROR, problem, hint)
        .at(text, from, Math.max(from + 1, Math.min(at, text.length())));
  }
}
