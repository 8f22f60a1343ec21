package dev.heddle.expressions;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.Json;
import dev.heddle.values.JsonException;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;

/** Functions from one type to another. */
final class ConversionFunctions {

  private ConversionFunctions() {}

  static Value string(Arguments arguments) {
    return new TextValue(TextForm.of(arguments.value(0), arguments.budget));
  }

  /** True or false as a condition would be (S1-040): the text {@code "false"} is false. */
  static Value bool(Arguments arguments) {
    return Value.of(Truth.ofCondition(arguments.value(0)));
  }

  static Value typeOf(Arguments arguments) {
    return new TextValue(
        switch (arguments.value(0)) {
          case NullValue _ -> "null";
          case BooleanValue _ -> "bool";
          case NumberValue _ -> "number";
          case TextValue _ -> "string";
          case ListValue _ -> "array";
          case MapValue _ -> "object";
          case SecretValue _ -> throw new IllegalStateException("arguments carry no mark");
        });
  }

  static Value fromJson(Arguments arguments) {
    try {
      return Json.read(arguments.text(0));
    } catch (JsonException notJson) {
      // Its message quotes the text, which may be secret.
      throw arguments.invalid("the string is no JSON (offset " + notJson.offset() + ")");
    }
  }

  static Value toJson(Arguments arguments) {
    Value shown = Secrets.stripped(arguments.value(0));
    String json = arguments.flagOr(1, false) ? Json.writePretty(shown) : Json.write(shown);
    arguments.budget.text(json.length());
    return new TextValue(json);
  }
}
