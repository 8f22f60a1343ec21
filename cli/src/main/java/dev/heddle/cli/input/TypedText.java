package dev.heddle.cli.input;

import dev.heddle.model.ParameterType;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;

/** What a value typed on a command line means: JSON if it is JSON, else text (S1-173). */
public final class TypedText {

  private TypedText() {}

  public static Value read(String text) {
    try {
      return Json.read(text);
    } catch (JsonException _) {
      return new TextValue(text);
    }
  }

  /** As {@link #read(String)}, but {@code 1.2} stays a text where a text is expected. */
  public static Value read(String text, ParameterType expected) {
    Value value = read(text);
    return expected == ParameterType.STRING && !(value instanceof TextValue)
        ? new TextValue(text)
        : value;
  }
}
