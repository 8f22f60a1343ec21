package dev.heddle.cli.ask;

import dev.heddle.cli.input.TypedText;
import dev.heddle.model.ParameterType;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Locale;

/** Understands what a person typed for a field. */
public final class TypedField {

  private TypedField() {}

  /** The value; a text that does not fit stays a text, and the check of the schema refuses it. */
  public static Value read(FormField field, String typed) {
    String text = typed.strip();
    for (Value option : field.options()) {
      if (FormField.shown(option).equalsIgnoreCase(text)) {
        return option;
      }
    }
    return switch (field.type()) {
      case "boolean" -> yesOrNo(text);
      case "string" -> TypedText.read(typed, ParameterType.STRING);
      default -> TypedText.read(text);
    };
  }

  private static Value yesOrNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "y", "yes", "true" -> BooleanValue.TRUE;
      case "n", "no", "false" -> BooleanValue.FALSE;
      default -> new TextValue(text);
    };
  }
}
