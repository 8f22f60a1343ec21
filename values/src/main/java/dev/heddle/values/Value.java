package dev.heddle.values;

import java.util.List;
import java.util.Map;

/**
 * One immutable JSON value. Equality is JSON equality: {@code 3} equals {@code 3.0}, maps ignore
 * key order, {@code "5"} does not equal {@code 5} (S1-039).
 *
 * <p>A {@link SecretValue} may stand wherever any other value may; it remembers that what it holds
 * must never be shown (S1-031). {@code toString} of every value is its JSON text with secrets
 * redacted, so a value can be logged without thinking.
 */
public sealed interface Value
    permits NullValue, BooleanValue, NumberValue, TextValue, ListValue, MapValue, SecretValue {

  static Value nothing() {
    return NullValue.INSTANCE;
  }

  static BooleanValue of(boolean flag) {
    return flag ? BooleanValue.TRUE : BooleanValue.FALSE;
  }

  static NumberValue of(long number) {
    return new IntegerValue(number);
  }

  static TextValue of(String text) {
    return new TextValue(text);
  }

  static ListValue list(Value... items) {
    return new ListValue(List.of(items));
  }

  static MapValue map() {
    return MapValue.EMPTY;
  }

  /** An ordered map of one entry; use {@link MapValue#builder()} for more. */
  static MapValue map(String key, Value value) {
    return new MapValue(Map.of(key, value));
  }

  /** The value with a secret mark taken off at the top; itself if it has none. */
  default Value plain() {
    return this;
  }

  /** Whether this value or any value inside it is secret. */
  boolean holdsSecret();

  /** The JSON type name used in messages: null, boolean, number, string, list or map. */
  String typeName();
}
