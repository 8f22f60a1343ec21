package dev.heddle.expressions;

import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How secret marks move through evaluation (S1-031). */
final class Secrets {

  private Secrets() {}

  /** {@code result}, marked if what it was computed from was. */
  static Value markIf(boolean secret, Value result) {
    return secret ? SecretValue.mark(result) : result;
  }

  /** Whether there is a secret anywhere inside, paid from {@code budget}. */
  static boolean inside(Value value, Budget budget) {
    return switch (value) {
      case SecretValue _ -> true;
      case ListValue list -> anyInside(list.items(), budget);
      case MapValue map -> anyInside(map.entries().values(), budget);
      default -> false;
    };
  }

  private static boolean anyInside(Iterable<Value> members, Budget budget) {
    int walked = 0;
    for (Value member : members) {
      if (inside(member, budget)) {
        return true;
      }
      walked++;
    }
    budget.elements(walked);
    return false;
  }

  /** {@code value} without any mark, for use as a key that compares by JSON equality. */
  static Value stripped(Value value) {
    return switch (value) {
      case SecretValue secret -> stripped(secret.plain());
      case ListValue list when list.holdsSecret() -> {
        List<Value> items = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
          items.add(stripped(item));
        }
        yield new ListValue(items);
      }
      case MapValue map when map.holdsSecret() -> {
        MapValue.Builder entries = MapValue.builder();
        for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
          entries.put(entry.getKey(), stripped(entry.getValue()));
        }
        yield entries.build();
      }
      default -> value;
    };
  }
}
