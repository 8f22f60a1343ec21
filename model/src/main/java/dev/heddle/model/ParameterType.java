package dev.heddle.model;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Locale;

/** The type of a parameter (S1-005). */
public enum ParameterType {
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN,
  ARRAY,
  OBJECT,
  /** Not declared: anything goes. */
  ANY;

  /** Whether {@code value}, secret or not, is of this type. */
  public boolean accepts(Value value) {
    Value plain = value.plain();
    return switch (this) {
      case STRING -> plain instanceof TextValue;
      case INTEGER -> plain instanceof IntegerValue;
      case NUMBER -> plain instanceof NumberValue;
      case BOOLEAN -> plain instanceof BooleanValue;
      case ARRAY -> plain instanceof ListValue;
      case OBJECT -> plain instanceof MapValue;
      case ANY -> true;
    };
  }

  /** The name in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
