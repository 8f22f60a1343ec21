package dev.heddle.expressions;

import dev.heddle.values.Value;
import java.util.List;

/** A value without expressions. */
final class ConstantTemplate extends Template {

  private final Value value;

  ConstantTemplate(Value value) {
    this.value = value;
  }

  @Override
  public boolean isConstant() {
    return true;
  }

  @Override
  boolean canGrow() {
    return false;
  }

  @Override
  Value render(Evaluator evaluator) {
    return value;
  }

  @Override
  void visit(List<String> path, LeafVisitor visitor) {}

  @Override
  Value source() {
    return value;
  }
}
