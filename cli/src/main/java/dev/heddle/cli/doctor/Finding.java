package dev.heddle.cli.doctor;

import dev.heddle.values.MapValue;
import java.util.Locale;

/**
 * What a check found.
 *
 * @param advice what to do; empty if nothing needs to be done
 */
public record Finding(String check, State state, String found, String advice) {

  /** How bad it is. */
  public enum State {
    OK,
    WARN,
    ERROR;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String found) {
    return new Finding(check, State.OK, found, "");
  }

  static Finding warn(String check, String found, String advice) {
    return new Finding(check, State.WARN, found, advice);
  }

  static Finding error(String check, String found, String advice) {
    return new Finding(check, State.ERROR, found, advice);
  }

  public MapValue toValue() {
    return MapValue.builder()
        .put("check", check)
        .put("state", state.label())
        .put("found", found)
        .put("advice", advice)
        .build();
  }
}
