package dev.heddle.expressions;

import dev.heddle.values.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the names in an expression mean at one moment. Names arrive in canonical form (S1-022):
 * {@code workflow.x} and {@code variables.x} as {@code vars.x}, {@code tasks} as {@code task},
 * {@code config} as {@code pack.config}.
 */
public interface Scope {

  /**
   * The meaning of the first name of a path: a scope such as {@code task}, or a bare name in the
   * order of S1-023. Java null if nothing has that name.
   */
  @Nullable Operand resolve(String name);

  /** Reads {@code kv} and {@code keystore}; by default there are no keys. */
  default KeyReader keys() {
    return _ -> null;
  }

  /**
   * The environment variable {@code name} as it was given with the execution, or Java null: {@code
   * ${NAME}} of the steps dialect (S4-14).
   */
  default @Nullable Value environmentVariable(String name) {
    return null;
  }

  /** The facts of the task just finished, or Java null where there is none (S1-034). */
  default @Nullable Outcome outcome() {
    return null;
  }
}
