package dev.heddle.server.resource;

import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The contract as JSON, for the page that shows it. */
final class Contract {

  private Contract() {}

  static String toJson(String yaml) {
    return Json.write(value(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
  }

  private static Value value(@Nullable Object part) {
    return switch (part) {
      case null -> Value.nothing();
      case Boolean flag -> Value.of(flag);
      case Integer number -> Value.of(number);
      case Number number -> NumberValue.of(new BigDecimal(number.toString()));
      case List<?> items -> new ListValue(items.stream().map(Contract::value).toList());
      case Map<?, ?> members -> map(members);
      default -> Value.of(part.toString());
    };
  }

  private static MapValue map(Map<?, ?> members) {
    MapValue.Builder map = MapValue.builder();
    members.forEach((name, member) -> map.put(String.valueOf(name), value(member)));
    return map.build();
  }
}
