package dev.heddle.expressions;

import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Map;

/** Equality and order of JSON values (S1-039); secret marks make no difference. */
final class Comparison {

  private Comparison() {}

  static boolean same(Value left, Value right, Budget budget) {
    Value a = left.plain();
    Value b = right.plain();
    if (a instanceof ListValue x && b instanceof ListValue y) {
      return sameItems(x.items(), y.items(), budget);
    }
    if (a instanceof MapValue x && b instanceof MapValue y) {
      return sameEntries(x, y, budget);
    }
    if (a instanceof TextValue x && b instanceof TextValue y) {
      budget.steps(Math.min(x.text().length(), y.text().length()) / 64);
    }
    return a.equals(b);
  }

  private static boolean sameItems(List<Value> a, List<Value> b, Budget budget) {
    if (a.size() != b.size()) {
      return false;
    }
    budget.elements(a.size());
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i), budget)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(MapValue a, MapValue b, Budget budget) {
    if (a.keys().size() != b.keys().size()) {
      return false;
    }
    budget.elements(a.keys().size());
    for (Map.Entry<String, Value> entry : a.entries().entrySet()) {
      Value other = b.get(entry.getKey());
      if (other == null || !same(entry.getValue(), other, budget)) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code member} is an element, a key or a part of {@code whole}. */
  static boolean contains(Value whole, Value member, Budget budget) {
    Value sought = member.plain();
    return switch (whole.plain()) {
      case ListValue list -> indexIn(list.items(), sought, budget) >= 0;
      case MapValue map when sought instanceof TextValue key -> map.has(key.text());
      case TextValue text when sought instanceof TextValue part -> {
        budget.text(text.text().length());
        yield text.text().contains(part.text());
      }
      default ->
          throw ExpressionException.of(
              ErrorCode.TYPE_ERROR,
              Types.described(sought) + " cannot be in " + Types.described(whole),
              "the right side is a list, or a string or map for a string");
    };
  }

  static int indexIn(List<Value> items, Value sought, Budget budget) {
    budget.elements(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (same(items.get(i), sought, budget)) {
        return i;
      }
    }
    return -1;
  }

  /** Compares two numbers or two strings; anything else has no order. */
  static int order(Value left, Value right) {
    Value a = left instanceof SecretValue secret ? secret.plain() : left;
    Value b = right instanceof SecretValue secret ? secret.plain() : right;
    if (a instanceof IntegerValue x && b instanceof IntegerValue y) {
      return Long.compare(x.number(), y.number());
    }
    if (a instanceof NumberValue x && b instanceof NumberValue y) {
      return x.decimal().compareTo(y.decimal());
    }
    if (a instanceof TextValue x && b instanceof TextValue y) {
      return byCodePoint(x.text(), y.text());
    }
    throw ExpressionException.of(
        ErrorCode.TYPE_ERROR,
        Types.described(a) + " and " + Types.described(b) + " have no order",
        "only two numbers or two strings can be compared");
  }

  private static int byCodePoint(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Half of a surrogate pair stands for a code point above all others.
        boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothOrNone ? x - y : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
