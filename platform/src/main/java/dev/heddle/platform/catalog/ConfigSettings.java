package dev.heddle.platform.catalog;

import dev.heddle.platform.keys.ServerKey;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was set of one pack's configuration (S1-135). All of it is encrypted where it is stored, for
 * this very pack: moved to the row of another it cannot be read.
 *
 * @param values what was set as a secret is marked
 */
record ConfigSettings(MapValue values) {

  static final ConfigSettings NONE = new ConfigSettings(MapValue.EMPTY);

  static ConfigSettings open(String pack, String sealed, ServerKey key) {
    if (sealed.isEmpty()) {
      return NONE;
    }
    String text =
        key.open(sealed, place(pack))
            .orElseThrow(() ->
                new IllegalStateException(
                    "the configuration of the pack "
                        + pack
                        + " was encrypted with another secret key"));
    MapValue stored = (MapValue) Json.read(text);
    ListValue secrets = (ListValue) stored.getOr("secrets", new ListValue(List.of()));
    MapValue.Builder values = MapValue.builder();
    ((MapValue) stored.getOr("values", MapValue.EMPTY))
        .entries()
        .forEach((name, value) -> {
          boolean secret = secrets.items().contains(new TextValue(name));
          values.put(name, secret ? SecretValue.mark(value) : value);
        });
    return new ConfigSettings(values.build());
  }

  String seal(String pack, ServerKey key) {
    List<Value> secrets = new ArrayList<>();
    for (Map.Entry<String, Value> value : values.entries().entrySet()) {
      if (value.getValue() instanceof SecretValue) {
        secrets.add(new TextValue(value.getKey()));
      }
    }
    MapValue stored =
        MapValue.builder().put("values", values).put("secrets", new ListValue(secrets)).build();
    return key.seal(Json.writeRevealed(stored), place(pack));
  }

  ConfigSettings with(MapValue set, Set<String> unset) {
    MapValue.Builder changed = MapValue.builder();
    values
        .withAll(set)
        .entries()
        .forEach((name, value) -> {
          if (!unset.contains(name)) {
            changed.put(name, value);
          }
        });
    return new ConfigSettings(changed.build());
  }

  private static String place(String pack) {
    return "pack/" + pack + "/config";
  }
}
