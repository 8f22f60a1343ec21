package dev.heddle.worker.container;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Optional;

/**
 * An image the engine has.
 *
 * @param name as it was asked for
 * @param id what it is, by its content
 * @param digest {@code name@sha256:…} as the registry has it; empty if it was made here
 * @param user whom it says to run as; empty if it says nothing
 */
record Image(String name, String id, Optional<String> digest, String user) {

  /** For the result of what ran on it (U-10). */
  MapValue toValue() {
    return MapValue.builder()
        .put("name", name)
        .put("id", id)
        .put("digest", digest.<Value>map(Value::of).orElseGet(Value::nothing))
        .build();
  }
}
