package dev.heddle.platform.keys;

import java.time.Instant;

/**
 * A key as lists show it: never with its value (S1-158).
 *
 * @param name for people
 * @param encrypted whether its value is a secret
 */
public record Key(
    KeyOwner owner,
    String ref,
    String name,
    boolean encrypted,
    Instant createdAt,
    Instant updatedAt) {

  static Key of(KeyStore.Row row) {
    return new Key(
        row.owner(), row.ref(), row.name(), row.secret(), row.createdAt(), row.updatedAt());
  }
}
