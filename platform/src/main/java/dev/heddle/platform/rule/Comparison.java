package dev.heddle.platform.rule;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Arrays;
import java.util.Optional;

/** How two values are compared; numbers by what they are worth. */
enum Comparison {
  EQUALS("equals", "=="),
  NOT_EQUALS("not_equals", "!="),
  CONTAINS("contains", "contains"),
  IN("in", "in"),
  LESS("less", "<"),
  LESS_OR_EQUAL("less_or_equal", "<="),
  GREATER("greater", ">"),
  GREATER_OR_EQUAL("greater_or_equal", ">=");

  private final String word;
  private final String sign;

  Comparison(String word, String sign) {
    this.word = word;
    this.sign = sign;
  }

  String word() {
    return word;
  }

  String sign() {
    return sign;
  }

  static Optional<Comparison> ofWord(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  static Optional<Comparison> ofSign(String sign) {
    return Arrays.stream(values())
        .filter(each -> each.sign.equals(sign) || (each == EQUALS && sign.equals("===")))
        .findFirst();
  }

  /** Unknown where the types cannot be compared this way. */
  Verdict of(Value left, Value right) {
    return switch (this) {
      case EQUALS -> Verdict.of(equal(left, right));
      case NOT_EQUALS -> Verdict.of(!equal(left, right));
      case CONTAINS -> contains(left, right);
      case IN -> contains(right, left);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(left.plain(), right.plain());
    };
  }

  private Verdict order(Value left, Value right) {
    int order;
    if (left instanceof NumberValue one && right instanceof NumberValue other) {
      order = one.decimal().compareTo(other.decimal());
    } else if (left instanceof TextValue(String one) && right instanceof TextValue(String other)) {
      order = one.compareTo(other);
    } else {
      return Verdict.UNKNOWN;
    }
    return Verdict.of(
        switch (this) {
          case LESS -> order < 0;
          case LESS_OR_EQUAL -> order <= 0;
          case GREATER -> order > 0;
          default -> order >= 0;
        });
  }

  private static Verdict contains(Value holder, Value sought) {
    return switch (holder.plain()) {
      case TextValue(String text) ->
          sought.plain() instanceof TextValue(String part)
              ? Verdict.of(text.contains(part))
              : Verdict.UNKNOWN;
      case ListValue list ->
          Verdict.of(list.items().stream().anyMatch(item -> equal(item, sought)));
      case MapValue map ->
          sought.plain() instanceof TextValue(String key)
              ? Verdict.of(map.has(key))
              : Verdict.UNKNOWN;
      default -> Verdict.UNKNOWN;
    };
  }

  private static boolean equal(Value left, Value right) {
    if (left.plain() instanceof NumberValue one && right.plain() instanceof NumberValue other) {
      return one.decimal().compareTo(other.decimal()) == 0;
    }
    return left.plain().equals(right.plain());
  }
}
