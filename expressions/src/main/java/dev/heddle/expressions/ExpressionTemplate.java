package dev.heddle.expressions;

import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.util.List;

/** A text that is exactly one expression: the value keeps its type (S1-018). */
final class ExpressionTemplate extends Template {

  private final String text;
  private final Node root;
  private final boolean canGrow;

  ExpressionTemplate(String text, Node root) {
    this.text = text;
    this.root = root;
    this.canGrow = Depth.canGrow(root);
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  boolean canGrow() {
    return canGrow;
  }

  @Override
  Value render(Evaluator evaluator) {
    Value value = evaluator.leaf(root, text);
    return value == null ? NullValue.INSTANCE : value;
  }

  @Override
  void visit(List<String> path, LeafVisitor visitor) {
    visitor.expression(path, text, root);
  }

  @Override
  Value source() {
    return Value.of(text);
  }
}
