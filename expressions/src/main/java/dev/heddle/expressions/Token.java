package dev.heddle.expressions;

/**
 * One word of an expression.
 *
 * @param text the name, symbol or digits as written; for a text literal what it means
 */
record Token(Kind kind, String text, int start, int end) {

  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /** How a message names this word. */
  String described() {
    return switch (kind) {
      case END -> "the end of the expression";
      case TEXT -> "a text";
      case NAME, NUMBER, SYMBOL -> "`" + text + "`";
    };
  }
}
