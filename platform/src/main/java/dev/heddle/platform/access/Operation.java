package dev.heddle.platform.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be done with things; grants call it {@code actions} (S1-167). */
public enum Operation {
  READ,
  CREATE,
  UPDATE,
  DELETE,
  /** Start it, or steer what was started. */
  EXECUTE,
  /** Answer an inquiry, or withdraw it. */
  RESPOND,
  /** Answer an inquiry for somebody else, as a program people answer in. */
  RELAY,
  /** Resolve the value of a secret. */
  DECRYPT;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Operation> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
  }
}
