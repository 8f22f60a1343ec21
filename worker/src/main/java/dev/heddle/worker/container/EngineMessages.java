package dev.heddle.worker.container;

import com.github.dockerjava.api.exception.DockerException;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;

/** What an engine says about a request it refused. */
final class EngineMessages {

  private static final int LONGEST = 1_000;

  private EngineMessages() {}

  static String of(DockerException refused) {
    String text = String.valueOf(refused.getMessage());
    int brace = text.indexOf('{');
    if (brace >= 0) {
      try {
        if (Json.read(text.substring(brace)) instanceof MapValue map
            && map.get("message") instanceof TextValue(String message)) {
          text = message;
        }
      } catch (JsonException notJson) {
        // shown as it is
      }
    }
    return text.substring(0, Math.min(text.length(), LONGEST)).strip();
  }
}
