package dev.heddle.expressions;

import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Functions that compare the elements of lists with each other or with a value. */
final class SearchFunctions {

  private SearchFunctions() {}

  static Value contains(Arguments arguments) {
    return Value.of(Comparison.contains(arguments.value(0), arguments.value(1), arguments.budget));
  }

  /** The place of the first match, -1 without one. */
  static Value indexOf(Arguments arguments) {
    if (arguments.value(0) instanceof TextValue) {
      String text = arguments.text(0);
      int index = text.indexOf(arguments.text(1));
      return new IntegerValue(index < 0 ? index : text.codePointCount(0, index));
    }
    return new IntegerValue(
        Comparison.indexIn(listOrText(arguments), arguments.value(1), arguments.budget));
  }

  /** How often the value occurs; without a value the length, as in Jinja. */
  static Value count(Arguments arguments) {
    if (!arguments.has(1)) {
      return ListFunctions.length(arguments);
    }
    if (arguments.value(0) instanceof TextValue) {
      String part = arguments.text(1);
      if (part.isEmpty()) {
        throw arguments.invalid("the text to count is empty");
      }
      return new IntegerValue(occurrences(arguments.text(0), part));
    }
    long count = 0;
    for (Value item : listOrText(arguments)) {
      count += Comparison.same(item, arguments.value(1), arguments.budget) ? 1 : 0;
    }
    return new IntegerValue(count);
  }

  static int occurrences(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static List<Value> listOrText(Arguments arguments) {
    if (arguments.value(0) instanceof ListValue) {
      return arguments.list(0);
    }
    throw arguments.wrongType(0, "a list or string");
  }

  static Value sort(Arguments arguments) {
    List<Value> items = new ArrayList<>(arguments.list(0));
    // A comparison costs more than a step over an element, and there are n log n of them.
    arguments.budget.elements(8L * items.size());
    Comparator<Value> order = Comparison::order;
    if (arguments.has(1)) {
      String attribute = arguments.text(1);
      order = Comparator.comparing(item -> attributeOf(item, attribute), order);
    }
    if (items.size() == 1) {
      order.compare(items.getFirst(), items.getFirst());
    }
    items.sort(arguments.flagOr(2, false) ? order.reversed() : order);
    return new ListValue(items);
  }

  /** The elements without later repetitions, compared by JSON value. */
  static Value unique(Arguments arguments) {
    List<Value> items = arguments.list(0);
    Set<Value> seen = new HashSet<>();
    List<Value> kept = new ArrayList<>();
    for (Value item : items) {
      Value compared = arguments.has(1) ? attributeOf(item, arguments.text(1)) : item;
      Secrets.inside(compared, arguments.budget);
      if (seen.add(Secrets.stripped(compared))) {
        kept.add(item);
      }
    }
    return new ListValue(kept);
  }

  private static Value attributeOf(Value item, String attribute) {
    Value member = MapFunctions.member(item, attribute);
    if (member == null) {
      throw ExpressionException.of(ErrorCode.UNDEFINED, "an element has no such attribute");
    }
    return member;
  }

  static Value min(Arguments arguments) {
    return extreme(arguments, -1);
  }

  static Value max(Arguments arguments) {
    return extreme(arguments, 1);
  }

  /** Of one list, or of all arguments. */
  private static Value extreme(Arguments arguments, int sign) {
    List<Value> given = arguments.list(0);
    Value only = given.getFirst().plain();
    List<Value> candidates = given;
    if (given.size() == 1) {
      if (!(only instanceof ListValue(List<Value> items))) {
        throw ExpressionException.of(
            ErrorCode.TYPE_ERROR,
            "expected a list or several values but got " + Types.described(only));
      }
      arguments.budget.elements(items.size());
      candidates = items;
    }
    if (candidates.isEmpty()) {
      throw ExpressionException.of(
          ErrorCode.UNDEFINED, "an empty list has no smallest or largest element");
    }
    Value best = candidates.getFirst();
    for (Value candidate : candidates) {
      best = Comparison.order(candidate, best) * sign > 0 ? candidate : best;
    }
    return best;
  }
}
