package dev.heddle.expressions;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions on maps and on lists of maps. */
final class MapFunctions {

  private MapFunctions() {}

  static Value keys(Arguments arguments) {
    List<Value> keys = new ArrayList<>();
    for (String key : arguments.map(0).keys()) {
      keys.add(new TextValue(key));
    }
    return new ListValue(keys);
  }

  static Value values(Arguments arguments) {
    return new ListValue(new ArrayList<>(arguments.map(0).entries().values()));
  }

  static Value merge(Arguments arguments) {
    return arguments.map(0).withAll(arguments.map(1));
  }

  /** The member at a dotted path of each element. */
  static Value map(Arguments arguments) {
    List<Value> items = arguments.list(0);
    String attribute = arguments.text(1);
    List<Value> members = new ArrayList<>(items.size());
    for (Value item : items) {
      Value member = member(item, attribute);
      if (member == null && !arguments.has(2)) {
        throw ExpressionException.of(
            ErrorCode.UNDEFINED,
            "element " + members.size() + " has no such attribute",
            "give map a default: map(attribute='a', default=null)");
      }
      members.add(member == null ? arguments.value(2) : member);
    }
    return new ListValue(members);
  }

  /** The elements whose members equal all of the conditions; Tera's form works too. */
  static Value filter(Arguments arguments) {
    List<Value> items = arguments.list(0);
    Map<String, Value> conditions = conditions(arguments.map(1));
    List<Value> kept = new ArrayList<>();
    for (Value item : items) {
      if (!(item.plain() instanceof MapValue)) {
        throw ExpressionException.of(
            ErrorCode.TYPE_ERROR,
            "`filter` expects a list of maps but one element is " + Types.described(item));
      }
      if (fits(item, conditions, arguments.budget)) {
        kept.add(item);
      }
    }
    return new ListValue(kept);
  }

  private static Map<String, Value> conditions(MapValue named) {
    boolean asInTera = named.keys().size() == 2 && named.has("attribute") && named.has("value");
    return asInTera && named.get("attribute") instanceof TextValue attribute
        ? Map.of(attribute.text(), named.getOr("value", Value.nothing()))
        : named.entries();
  }

  private static boolean fits(Value item, Map<String, Value> conditions, Budget budget) {
    for (Map.Entry<String, Value> condition : conditions.entrySet()) {
      Value member = member(item, condition.getKey());
      if (member == null || !Comparison.same(member, condition.getValue(), budget)) {
        return false;
      }
    }
    return true;
  }

  /** The member at a path such as {@code a.b.0}, or Java null. */
  static @Nullable Value member(Value item, String path) {
    Value at = item;
    for (String key : path.split("\\.", -1)) {
      Value next = Members.of(at, key);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }
}
