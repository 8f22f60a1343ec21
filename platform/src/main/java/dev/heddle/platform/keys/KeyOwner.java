package dev.heddle.platform.keys;

import java.util.Locale;

/**
 * Whose a key is (S1-158).
 *
 * @param name ref of the pack, action or sensor, or login of the identity; empty for the system
 */
public record KeyOwner(Type type, String name) {

  public static final KeyOwner SYSTEM = new KeyOwner(Type.SYSTEM, "");

  public KeyOwner {
    if ((type == Type.SYSTEM) != name.isEmpty()) {
      throw new IllegalArgumentException("only the system has no name");
    }
  }

  /** An identity, or the system if nobody is known. */
  public static KeyOwner ofIdentity(String login) {
    return login.isEmpty() ? SYSTEM : new KeyOwner(Type.IDENTITY, login);
  }

  /** What sort of owner. */
  public enum Type {
    SYSTEM,
    IDENTITY,
    PACK,
    ACTION,
    SENSOR;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Type of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
