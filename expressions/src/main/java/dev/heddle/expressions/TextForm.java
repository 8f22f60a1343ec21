package dev.heddle.expressions;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;

/** A value as text inside other text (S1-019). */
final class TextForm {

  private TextForm() {}

  /** The text with secrets in clear: whoever asks must mark the text it becomes part of. */
  static String of(Value value, Budget budget) {
    String text =
        switch (value) {
          case TextValue plain -> plain.text();
          case NullValue _ -> "";
          case BooleanValue flag -> flag.toString();
          case NumberValue number -> number.toString();
          case ListValue _, MapValue _ -> Json.writeRevealed(value);
          case SecretValue secret -> of(secret.plain(), budget);
        };
    budget.text(text.length());
    return text;
  }
}
