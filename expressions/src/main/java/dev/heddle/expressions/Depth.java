package dev.heddle.expressions;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;

/**
 * Keeps computed values within the nesting that JSON text may have: a loop that wraps a variable
 * into a list on each turn must fail here and not when its state is read back.
 */
final class Depth {

  private Depth() {}

  /** Whether evaluating {@code node} can make a value deeper than those it reads. */
  static boolean canGrow(Node node) {
    return switch (node) {
      case Node.ListLiteral _, Node.MapLiteral _, Node.Call _ -> true;
      default -> node.children().stream().anyMatch(Depth::canGrow);
    };
  }

  static Value checked(Value value) {
    check(value, 0);
    return value;
  }

  private static void check(Value value, int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw ExpressionException.of(
          ErrorCode.LIMIT_EXCEEDED, "the value is nested deeper than " + Json.MAX_DEPTH);
    }
    switch (value.plain()) {
      case ListValue list -> list.items().forEach(item -> check(item, depth + 1));
      case MapValue map -> map.entries().values().forEach(member -> check(member, depth + 1));
      default -> {}
    }
  }
}
