package dev.heddle.platform.keys;

/**
 * Whether whoever an execution runs as may read a secret (S1-030). Asked while the engine decides,
 * so it answers from memory.
 */
@FunctionalInterface
public interface SecretPermission {

  /** Of an installation that knows nobody but its owner. */
  SecretPermission ALWAYS = (_, _, _) -> true;

  boolean mayRead(String login, KeyOwner owner, String ref);
}
