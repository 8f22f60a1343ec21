package dev.heddle.values;

import java.util.Optional;

/** Encrypts the JSON text of a secret for storage, and back. */
public interface SecretSeal {

  /** The sealed form of {@code plain}: printable text that reveals nothing about it. */
  String seal(String plain);

  /** The text that was sealed, or empty if {@code sealed} was not made by this seal. */
  Optional<String> open(String sealed);
}
