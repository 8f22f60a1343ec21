package dev.heddle.cli.ask;

import dev.heddle.cli.input.TypedText;
import dev.heddle.model.ParameterType;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
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

  /**
   * Whether a value is of the field's type and one of its options, so far as that is known here.
   */
  static boolean fits(FormField field, Value value) {
    if (!field.options().isEmpty()) {
      return field.options().contains(value);
    }
    return switch (field.type()) {
      case "boolean" -> value instanceof BooleanValue;
      case "integer" -> value instanceof IntegerValue;
      case "number" -> value instanceof NumberValue;
      case "array" -> value instanceof ListValue;
      case "object" -> value instanceof MapValue;
      default -> true;
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
