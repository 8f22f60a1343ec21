package dev.heddle.expressions;

import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** Functions that take lists apart and make new ones; elements keep their secret marks. */
final class ListFunctions {

  private ListFunctions() {}

  static Value first(Arguments arguments) {
    List<Value> items = itemsOrCharacters(arguments);
    return items.isEmpty() ? NullValue.INSTANCE : items.getFirst();
  }

  static Value last(Arguments arguments) {
    List<Value> items = itemsOrCharacters(arguments);
    return items.isEmpty() ? NullValue.INSTANCE : items.getLast();
  }

  static Value length(Arguments arguments) {
    return switch (arguments.value(0)) {
      case TextValue(String text) -> new IntegerValue(text.codePointCount(0, text.length()));
      case ListValue(List<Value> items) -> new IntegerValue(items.size());
      case MapValue map -> new IntegerValue(map.keys().size());
      default -> throw arguments.wrongType(0, "a string, list or map");
    };
  }

  static Value list(Arguments arguments) {
    return arguments.value(0) instanceof MapValue
        ? MapFunctions.keys(arguments)
        : new ListValue(itemsOrCharacters(arguments));
  }

  static Value reversed(Arguments arguments) {
    if (arguments.value(0) instanceof TextValue) {
      return new TextValue(new StringBuilder(arguments.text(0)).reverse().toString());
    }
    return new ListValue(itemsOrCharacters(arguments).reversed());
  }

  /** From {@code start} to before {@code end}; negative ones count from the end. */
  static Value slice(Arguments arguments) {
    boolean isText = arguments.value(0) instanceof TextValue;
    String text = isText ? arguments.text(0) : "";
    int size = isText ? text.codePointCount(0, text.length()) : itemsOrCharacters(arguments).size();
    int start = bound(arguments.integerOr(1, 0), size);
    boolean toEnd = !arguments.has(2) || arguments.value(2) instanceof NullValue;
    int end = Math.max(start, toEnd ? size : bound(arguments.integer(2), size));
    if (isText) {
      return new TextValue(
          text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end)));
    }
    return new ListValue(itemsOrCharacters(arguments).subList(start, end));
  }

  private static int bound(long index, int size) {
    return Math.clamp(index < 0 ? size + index : index, 0, size);
  }

  /** Also {@code chunks}: consecutive lists of {@code size} elements, the last may be shorter. */
  static Value batch(Arguments arguments) {
    List<Value> items = arguments.list(0);
    long size = arguments.integer(1);
    if (size < 1) {
      throw arguments.invalid("the size must be at least 1");
    }
    int step = (int) Math.min(size, Integer.MAX_VALUE);
    List<Value> batches = new ArrayList<>();
    for (long i = 0; i < items.size(); i += step) {
      int end = (int) Math.min(i + step, items.size());
      batches.add(new ListValue(items.subList((int) i, end)));
    }
    arguments.budget.elements(batches.size());
    return new ListValue(batches);
  }

  /** Takes the brackets off elements that are lists, one level. */
  static Value flat(Arguments arguments) {
    List<Value> flat = new ArrayList<>();
    for (Value item : arguments.list(0)) {
      if (item.plain() instanceof ListValue(List<Value> inner)) {
        arguments.budget.elements((long) flat.size() + inner.size());
        boolean secret = item instanceof SecretValue;
        inner.forEach(value -> flat.add(Secrets.markIf(secret, value)));
      } else {
        flat.add(item);
      }
    }
    return new ListValue(flat);
  }

  /** Pairs of elements, as many as the shorter list has. */
  static Value zip(Arguments arguments) {
    List<Value> left = arguments.list(0);
    List<Value> right = arguments.list(1);
    int size = Math.min(left.size(), right.size());
    arguments.budget.elements(4L * size);
    List<Value> pairs = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      pairs.add(Value.list(left.get(i), right.get(i)));
    }
    return new ListValue(pairs);
  }

  /** {@code range(end)}, {@code range(start, end)} or {@code range(start, end, step)}. */
  static Value range(Arguments arguments) {
    long start = arguments.has(1) ? arguments.integer(0) : 0;
    long end = arguments.has(1) ? arguments.integer(1) : arguments.integer(0);
    long step = arguments.integerOr(2, 1);
    if (step == 0) {
      throw arguments.invalid("the step is 0");
    }
    long count = steps(start, end, step);
    arguments.budget.elements(count);
    List<Value> numbers = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      numbers.add(new IntegerValue(start + i * step));
    }
    return new ListValue(numbers);
  }

  /** How many steps lead from {@code start} to before {@code end}, without overflow. */
  private static long steps(long start, long end, long step) {
    if (step > 0 ? start >= end : start <= end) {
      return 0;
    }
    long distance = step > 0 ? end - start : start - end;
    long stride = Math.abs(step);
    return distance < 0 || stride < 0 ? Long.MAX_VALUE : (distance - 1) / stride + 1;
  }

  private static List<Value> itemsOrCharacters(Arguments arguments) {
    if (!(arguments.value(0) instanceof TextValue)) {
      if (arguments.value(0) instanceof ListValue) {
        return arguments.list(0);
      }
      throw arguments.wrongType(0, "a list or string");
    }
    String text = arguments.text(0);
    arguments.budget.elements(text.length());
    List<Value> characters = new ArrayList<>(text.length());
    text.codePoints().forEach(c -> characters.add(new TextValue(Character.toString(c))));
    return characters;
  }
}
