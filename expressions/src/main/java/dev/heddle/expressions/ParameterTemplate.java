package dev.heddle.expressions;

import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;

/** One parameter of the execution as it was given, or null. */
final class ParameterTemplate extends Template {

  private final String name;

  ParameterTemplate(String name) {
    this.name = name;
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  boolean canGrow() {
    return false;
  }

  @Override
  Value render(Evaluator evaluator) {
    Operand parameters = evaluator.scope().resolve("parameters");
    return parameters != null && parameters.toValue() instanceof MapValue given
        ? given.getOr(name, NullValue.INSTANCE)
        : NullValue.INSTANCE;
  }

  @Override
  void visit(java.util.List<String> path, LeafVisitor visitor) {}

  @Override
  Value source() {
    return NullValue.INSTANCE;
  }
}
