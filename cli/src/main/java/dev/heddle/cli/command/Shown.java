package dev.heddle.cli.command;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parts of documents as people read them. */
final class Shown {

  private static final Pattern FRACTION = Pattern.compile("\\.\\d+Z$");

  private Shown() {}

  /** What stands under a name, dots leading further in; empty if nothing does. */
  static String text(MapValue document, String path) {
    Value value = document;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof MapValue map ? map.getOr(name, Value.nothing()) : Value.nothing();
    }
    return text(value);
  }

  static String text(Value value) {
    return switch (value) {
      case NullValue _ -> "";
      case TextValue(String text) -> text;
      case BooleanValue flag -> flag.equals(BooleanValue.TRUE) ? "yes" : "no";
      case ListValue(List<Value> items) ->
          items.stream().map(Shown::text).collect(Collectors.joining(", "));
      default -> value.toString();
    };
  }

  /** A time without fractions of a second. */
  static String time(MapValue document, String path) {
    return FRACTION.matcher(text(document, path)).replaceFirst("Z");
  }

  static boolean flag(MapValue document, String name) {
    return BooleanValue.TRUE.equals(document.get(name));
  }

  /** The documents in a list of this name. */
  static List<MapValue> each(MapValue document, String name) {
    return document.get(name) instanceof ListValue(List<Value> items)
        ? items.stream().filter(MapValue.class::isInstance).map(MapValue.class::cast).toList()
        : List.of();
  }
}
