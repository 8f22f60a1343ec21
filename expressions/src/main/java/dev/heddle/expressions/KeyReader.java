package dev.heddle.expressions;

import dev.heddle.values.Value;
import org.jspecify.annotations.Nullable;

/** Reads the key-value store for one expression. */
@FunctionalInterface
public interface KeyReader {

  /** The value of {@code key} (S1-029), or Java null if the key is missing. */
  @Nullable Value get(String key);

  /**
   * The decrypted secret {@code key} (S1-030), or Java null if it is missing. The result is marked
   * secret even if the reader did not.
   *
   * @throws ExpressionException with {@link ErrorCode#FORBIDDEN} without permission
   */
  default @Nullable Value getSecret(String key) {
    return get(key);
  }
}
