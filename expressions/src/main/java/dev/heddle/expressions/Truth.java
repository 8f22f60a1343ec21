package dev.heddle.expressions;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.DecimalValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Locale;

/** What counts as true (S1-040). */
final class Truth {

  private Truth() {}

  /** Inside an expression: null, false, 0 and everything empty are false. */
  static boolean of(Value value) {
    return switch (value) {
      case NullValue _ -> false;
      case BooleanValue flag -> flag.flag();
      case IntegerValue integer -> integer.number() != 0;
      case DecimalValue _ -> true;
      case TextValue text -> !text.text().isEmpty();
      case ListValue list -> !list.items().isEmpty();
      case MapValue map -> !map.isEmpty();
      case SecretValue secret -> of(secret.plain());
    };
  }

  /** The result of a condition: as above, and a text that spells a false value is false too. */
  static boolean ofCondition(Value value) {
    return value.plain() instanceof TextValue text ? !spellsFalse(text.text()) : of(value);
  }

  static boolean spellsFalse(String text) {
    if (text.length() > 64) {
      return text.isBlank();
    }
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "", "false", "0", "no" -> true;
      default -> false;
    };
  }
}
