package dev.heddle.expressions;

import dev.heddle.values.Value;
import java.util.List;

/** A text that is exactly one expression: the value keeps its type (S1-018). */
final class ExpressionTemplate extends Template {

  private final String text;
  private final Node root;

  ExpressionTemplate(String text, Node root) {
    this.text = text;
    this.root = root;
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  Value render(Evaluator evaluator) {
    return evaluator.evaluate(root, text);
  }

  @Override
  void visit(List<String> path, LeafVisitor visitor) {
    visitor.expression(path, text, root);
  }
}
