package dev.heddle.platform.keys;

import dev.heddle.model.execution.Starter;

/**
 * Whether whoever an execution runs as may read a secret (S1-030). Asked while the engine decides,
 * so it answers from memory.
 */
@FunctionalInterface
public interface SecretPermission {

  /** Of an installation that knows nobody but its owner. */
  SecretPermission ALWAYS = (_, _, _) -> true;

  boolean mayRead(Starter starter, KeyOwner owner, String ref);
}
