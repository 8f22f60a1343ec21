package dev.heddle.expressions;

import org.jspecify.annotations.Nullable;

/**
 * A map whose members are looked up one by one, so that {@code task.x.result.a} never builds a map
 * of all tasks. {@link #toValue()} is called only when an expression uses the whole.
 */
public non-sealed interface Namespace extends Operand {

  /** The member called {@code key}, or Java null if there is none: the expression is undefined. */
  @Nullable Operand get(String key);
}
