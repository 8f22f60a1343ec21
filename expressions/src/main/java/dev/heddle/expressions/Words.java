package dev.heddle.expressions;

import java.util.List;

/** The words of one expression still to be read, and how deep the tree made of them is. */
final class Words {

  final String text;

  /** How deep the tree is that a parsing method returned last, so that none is too deep to walk. */
  int height;

  private final List<Token> tokens;
  private int next;
  private int nesting;

  Words(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(next);
  }

  Token previous() {
    return tokens.get(next - 1);
  }

  /** The word {@code count} places after the next. */
  Token ahead(int count) {
    return tokens.get(next + count);
  }

  void skip(int count) {
    next += count;
  }

  /** Takes the next word; the end stays where it is, so looking ahead never runs out of words. */
  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  boolean acceptSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    next += found ? 1 : 0;
    return found;
  }

  boolean acceptName(String name) {
    boolean found = peek().isName(name);
    next += found ? 1 : 0;
    return found;
  }

  void expect(String symbol, String hint) {
    if (!acceptSymbol(symbol)) {
      throw failure("expected `" + symbol + "` but found " + peek().described(), hint);
    }
  }

  Token expectName(String what) {
    Token token = take();
    if (token.kind() != Token.Kind.NAME) {
      throw failure("expected " + what + " but found " + token.described(), "", token);
    }
    return token;
  }

  ExpressionException failure(String problem, String hint) {
    return failure(problem, hint, peek());
  }

  ExpressionException failure(String problem, String hint, Token token) {
    return ExpressionException.of(ErrorCode.SYNTAX_ERROR, problem, hint)
        .at(text, token.start(), Math.max(token.end(), token.start()));
  }

  /** Notes that {@code node} stands on trees of these heights. */
  <T extends Node> T made(T node, int left, int right) {
    height = 1 + Math.max(left, right);
    if (height > Limits.MAX_NESTING) {
      throw tooDeep(node.start(), node.end());
    }
    return node;
  }

  /** Counts the brackets and operators being parsed, each some calls deep. */
  void enter() {
    if (++nesting > Limits.MAX_NESTING) {
      throw tooDeep(peek().start(), peek().end());
    }
  }

  void leave() {
    nesting--;
  }

  private ExpressionException tooDeep(int start, int end) {
    return ExpressionException.of(
            ErrorCode.LIMIT_EXCEEDED, "the expression is nested deeper than " + Limits.MAX_NESTING)
        .at(text, start, end);
  }
}
