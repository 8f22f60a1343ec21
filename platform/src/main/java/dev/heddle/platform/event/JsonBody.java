package dev.heddle.platform.event;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What comes in from outside as a payload. */
public final class JsonBody {

  private JsonBody() {}

  /** An object as it is; any other JSON under {@code body}; nothing if there is none. */
  public static Answer<MapValue> read(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (text.isBlank()) {
        return Answer.done(MapValue.EMPTY);
      }
      Value value = Json.read(text);
      return Answer.done(value instanceof MapValue map ? map : Value.map("body", value));
    } catch (CharacterCodingException | JsonException bad) {
      return Answer.refused(
          Refusal.of(Refusal.Kind.INVALID, "invalid_json", "The body is no JSON"));
    }
  }
}
