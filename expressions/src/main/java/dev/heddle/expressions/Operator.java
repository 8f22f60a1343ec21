package dev.heddle.expressions;

import org.jspecify.annotations.Nullable;

/** The binary operators; a larger precedence binds tighter (S1-038). */
enum Operator {
  OR("or", 1),
  AND("and", 2),
  EQUAL("==", 4),
  NOT_EQUAL("!=", 4),
  LESS("<", 4),
  LESS_OR_EQUAL("<=", 4),
  GREATER(">", 4),
  GREATER_OR_EQUAL(">=", 4),
  IN("in", 4),
  NOT_IN("not in", 4),
  PLUS("+", 5),
  MINUS("-", 5),
  TIMES("*", 6),
  DIVIDE("/", 6),
  MODULO("%", 6);

  /** Of {@code not}, which stands between {@code and} and the comparisons. */
  static final int NOT_PRECEDENCE = 3;

  static final int COMPARISON_PRECEDENCE = 4;

  final String symbol;
  final int precedence;

  Operator(String symbol, int precedence) {
    this.symbol = symbol;
    this.precedence = precedence;
  }

  /** The operator a single word stands for, or Java null. */
  static @Nullable Operator of(String word) {
    return switch (word) {
      case "or" -> OR;
      case "and" -> AND;
      case "==" -> EQUAL;
      case "!=" -> NOT_EQUAL;
      case "<" -> LESS;
      case "<=" -> LESS_OR_EQUAL;
      case ">" -> GREATER;
      case ">=" -> GREATER_OR_EQUAL;
      case "in" -> IN;
      case "+" -> PLUS;
      case "-" -> MINUS;
      case "*" -> TIMES;
      case "/" -> DIVIDE;
      case "%" -> MODULO;
      default -> null;
    };
  }

  boolean isComparison() {
    return precedence == COMPARISON_PRECEDENCE;
  }
}
