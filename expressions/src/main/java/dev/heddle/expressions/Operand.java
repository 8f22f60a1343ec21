package dev.heddle.expressions;

import dev.heddle.values.Value;

/** What a name stands for: a value, or a {@link Namespace} that looks its members up lazily. */
public sealed interface Operand permits Operand.Leaf, Namespace {

  static Operand of(Value value) {
    return new Leaf(value);
  }

  /** The whole as one value. */
  Value toValue();

  /** A value at hand. */
  record Leaf(Value value) implements Operand {
    @Override
    public Value toValue() {
      return value;
    }
  }
}
