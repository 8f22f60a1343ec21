package dev.heddle.expressions;

import dev.heddle.values.Value;

/** Names of types in messages. */
final class Types {

  private Types() {}

  /** The type of {@code value} with its article, never its content. */
  static String described(Value value) {
    String name = value.typeName();
    return name.equals("null") ? name : "a " + name;
  }
}
