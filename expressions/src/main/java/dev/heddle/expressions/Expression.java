package dev.heddle.expressions;

import dev.heddle.values.Value;

/** One expression without braces, parsed once; immutable and safe to share. */
public final class Expression {

  private final String source;
  private final Node root;
  private final boolean canGrow;

  private Expression(String source, Node root) {
    this.source = source;
    this.root = root;
    this.canGrow = Depth.canGrow(root);
  }

  /**
   * Reads one expression.
   *
   * @throws ExpressionException if it is none
   */
  public static Expression parse(String source) {
    return new Expression(source, Parser.parse(source, Lexer.bare(source)));
  }

  public Value evaluate(Scope scope) {
    return evaluate(scope, Limits.DEFAULT);
  }

  /**
   * The value over {@code scope}.
   *
   * @throws ExpressionException if something is undefined, of the wrong type or too much
   */
  public Value evaluate(Scope scope, Limits limits) {
    Value value = new Evaluator(scope, limits).evaluate(root, source);
    return canGrow ? Depth.checked(value) : value;
  }

  /** Whether the value counts as true for a condition (S1-040). */
  public boolean condition(Scope scope) {
    return Truth.ofCondition(evaluate(scope));
  }

  public String source() {
    return source;
  }

  Node root() {
    return root;
  }
}
