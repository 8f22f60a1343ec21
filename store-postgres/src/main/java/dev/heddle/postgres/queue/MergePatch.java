package dev.heddle.postgres.queue;

import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 7396: a null removes, a map is merged, anything else takes the place. */
final class MergePatch {

  private MergePatch() {}

  static MapValue apply(MapValue target, MapValue patch) {
    Map<String, Value> merged = new LinkedHashMap<>(target.entries());
    patch
        .entries()
        .forEach((key, value) -> {
          if (value instanceof NullValue) {
            merged.remove(key);
          } else if (value instanceof MapValue inner) {
            merged.put(
                key,
                apply(merged.get(key) instanceof MapValue before ? before : MapValue.EMPTY, inner));
          } else {
            merged.put(key, value);
          }
        });
    return new MapValue(merged);
  }
}
