package dev.heddle.platform.sensor;

import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;

/** A line a sensor printed. */
sealed interface SensorLine {

  /**
   * {@code {"payload": {…}, "trigger_ref": …, "key": …}}.
   *
   * @param trigger empty for the sensor's first
   * @param key the same for the same happening; empty if each is its own
   */
  record AnEvent(String trigger, String key, MapValue payload) implements SensorLine {}

  /** Anything else. */
  record AText() implements SensorLine {}

  static SensorLine of(String text) {
    if (!text.startsWith("{")) {
      return new AText();
    }
    try {
      return Json.read(text) instanceof MapValue map
              && map.get("payload") instanceof MapValue payload
          ? new AnEvent(text(map, "trigger_ref"), text(map, "key"), payload)
          : new AText();
    } catch (JsonException none) {
      return new AText();
    }
  }

  private static String text(MapValue map, String key) {
    return map.get(key) instanceof TextValue(String text) ? text : "";
  }
}
