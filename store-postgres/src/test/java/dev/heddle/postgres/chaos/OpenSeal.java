package dev.heddle.postgres.chaos;

import dev.heddle.values.SecretSeal;
import java.util.Optional;

/** For flows without secrets. */
final class OpenSeal implements SecretSeal {

  @Override
  public String seal(String plain) {
    return plain;
  }

  @Override
  public Optional<String> open(String sealed) {
    return Optional.of(sealed);
  }
}
