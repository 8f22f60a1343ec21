package dev.heddle.model;

/**
 * What an execution of the steps dialect is given besides its inputs. It travels as secret
 * parameters, so that it is sealed where it is stored and never shown; the dots keep the names
 * apart from those of inputs.
 */
public final class StepsParameters {

  /** Environment variables whose values are secrets: a map of texts (S4-14). */
  public static final String VARIABLES = "container.variables";

  /** A private registry: {@code registry}, {@code username}, {@code password} (S4-34). */
  public static final String CREDENTIALS = "container.credentials";

  private StepsParameters() {}

  /** Whether a parameter of that name is no input. */
  public static boolean isReserved(String name) {
    return name.equals(VARIABLES) || name.equals(CREDENTIALS);
  }
}
