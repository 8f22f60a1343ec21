package dev.heddle.dialects.steps;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who says how long a step may take. */
final class TimeLimits {

  private static final String KEY = "timeout_seconds";

  private TimeLimits() {}

  /** The ids of the steps of a stored document that leave it to the platform. */
  static Set<String> silentSteps(MapValue document) {
    boolean defaults = isSet(document.getOr("container_config", MapValue.EMPTY));
    Set<String> silent = new LinkedHashSet<>();
    if (document.getOr("steps", ListValue.EMPTY) instanceof ListValue steps) {
      for (Value item : steps.items()) {
        if (item instanceof MapValue step
            && step.getOr("id", Value.nothing()) instanceof TextValue(String id)
            && !isSet(step)
            && (!defaults || step.get(KEY) != null)) {
          silent.add(id);
        }
      }
    }
    return silent;
  }

  private static boolean isSet(Value holder) {
    return holder instanceof MapValue map
        && !map.getOr(KEY, Value.nothing()).equals(Value.nothing());
  }
}
