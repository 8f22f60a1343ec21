package dev.heddle.platform.rule;

import dev.heddle.expressions.Operand;
import dev.heddle.expressions.Scope;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rule sees of an event (S1-152).
 *
 * @param event {@code {id, trigger, created, payload}}
 * @param config the configuration of the rule's pack (S1-135)
 * @param system {@code {timestamp, rule, event, enforcement}}
 */
public record EventFacts(MapValue event, MapValue config, MapValue system) implements Scope {

  @Override
  public @Nullable Operand resolve(String name) {
    return switch (name) {
      case "event" -> Operand.of(event);
      case "pack" -> Operand.of(Value.map("config", config));
      case "system" -> Operand.of(system);
      default -> null;
    };
  }

  /** What stands under a path in the payload or, from {@code event.} on, in the event. */
  Optional<Value> at(String path) {
    boolean whole = path.startsWith("event.");
    Value found = whole ? event : event.getOr("payload", MapValue.EMPTY);
    for (String key : (whole ? path.substring("event.".length()) : path).split("\\.", -1)) {
      Value next =
          switch (found.plain()) {
            case MapValue map -> map.get(key);
            case ListValue list -> element(list, key);
            default -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      found = next;
    }
    return Optional.of(found);
  }

  private static @Nullable Value element(ListValue list, String key) {
    boolean index =
        !key.isEmpty() && key.length() < 7 && key.chars().allMatch(c -> c >= '0' && c <= '9');
    int at = index ? Integer.parseInt(key) : -1;
    return at >= 0 && at < list.items().size() ? list.items().get(at) : null;
  }
}
