package dev.heddle.cli.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits {@code name=value} arguments. */
public final class Assignments {

  private Assignments() {}

  /**
   * The values by name, in order.
   *
   * @throws UsageException if one has no name, no {@code =}, or a name occurs twice
   */
  public static Map<String, String> split(List<String> arguments, String option) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        // The text may be a secret that lost its name, so it is not repeated.
        throw new UsageException(
            option + " expects NAME=VALUE", "for example " + option + " region=eu");
      }
      String name = argument.substring(0, equals);
      if (values.put(name, argument.substring(equals + 1)) != null) {
        throw new UsageException(option + " " + name + " is given twice");
      }
    }
    return values;
  }
}
