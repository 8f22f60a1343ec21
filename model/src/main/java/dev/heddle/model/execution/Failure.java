package dev.heddle.model.execution;

import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;

/**
 * Why something failed: what {@code task.x.error} shows (S1-025).
 *
 * @param type stable, in snake case, such as {@code template_error}
 * @param message for people; holds no secret
 * @param details further fields, such as {@code exit_code}
 */
public record Failure(String type, String message, MapValue details) {

  public static Failure of(String type, String message) {
    return new Failure(type, message, MapValue.EMPTY);
  }

  public MapValue toValue() {
    return MapValue.builder().put("type", type).put("message", message).build().withAll(details);
  }

  /** Reads what {@link #toValue()} wrote. */
  public static Failure from(Value value) {
    if (!(value instanceof MapValue map)) {
      return of("error", value.toString());
    }
    MapValue.Builder details = MapValue.builder();
    map.entries()
        .forEach((key, detail) -> {
          if (!key.equals("type") && !key.equals("message")) {
            details.put(key, detail);
          }
        });
    return new Failure(text(map, "type"), text(map, "message"), details.build());
  }

  private static String text(MapValue map, String key) {
    return map.get(key) instanceof TextValue text ? text.text() : "";
  }
}
