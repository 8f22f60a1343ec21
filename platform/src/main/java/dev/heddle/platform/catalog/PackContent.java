package dev.heddle.platform.catalog;

import dev.heddle.model.action.Action;
import dev.heddle.platform.pack.ConfigSchema;
import dev.heddle.platform.pack.Pack;
import dev.heddle.platform.pack.PackAction;
import dev.heddle.platform.pack.PackAutomation;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a stored definition needs of a pack, as JSON and back. */
record PackContent(
    String ref,
    MapValue config,
    ConfigSchema schema,
    List<Action> actions,
    PackAutomation automation) {

  PackContent {
    actions = List.copyOf(actions);
  }

  static PackContent of(Pack pack) {
    return new PackContent(
        pack.ref(),
        pack.config(),
        schema(pack.manifest().configSchema()),
        pack.actions().stream().map(PackAction::action).toList(),
        pack.automation());
  }

  static MapValue toValue(Pack pack) {
    List<Value> actions = new ArrayList<>();
    for (PackAction action : pack.actions()) {
      actions.add(
          MapValue.builder().put("file", action.file()).put("document", action.document()).build());
    }
    MapValue.Builder content =
        MapValue.builder()
            .put("ref", pack.ref())
            .put("version", pack.manifest().version())
            .put("directory", pack.directory().toString())
            .put("config", pack.config())
            .put("actions", new ListValue(actions))
            .put("automation", pack.automation().toValue());
    // Sealed as a whole: a default in it may be a secret.
    pack.manifest()
        .configSchema()
        .ifPresent(schema -> content.put("conf_schema", SecretValue.mark(schema)));
    return content.build();
  }

  static PackContent from(MapValue value) {
    Path directory = Path.of(text(value, "directory"));
    List<Action> actions = new ArrayList<>();
    if (value.get("actions") instanceof ListValue list) {
      for (Value item : list.items()) {
        if (item instanceof MapValue action
            && action.get("document") instanceof MapValue document) {
          actions.add(PackAction.restore(text(action, "file"), document, directory));
        }
      }
    }
    MapValue config = value.get("config") instanceof MapValue map ? map : MapValue.EMPTY;
    ConfigSchema schema = schema(schema(value));
    PackAutomation automation =
        value.get("automation") instanceof MapValue map
            ? PackAutomation.restore(map, directory)
            : PackAutomation.NONE;
    return new PackContent(text(value, "ref"), config, schema, actions, automation);
  }

  /** The same with other values of its settings. */
  PackContent withConfig(MapValue other) {
    return new PackContent(ref, other, schema, actions, automation);
  }

  private static Optional<MapValue> schema(MapValue content) {
    return content.get("conf_schema") instanceof SecretValue(MapValue written)
        ? Optional.of(written)
        : Optional.empty();
  }

  private static ConfigSchema schema(Optional<MapValue> written) {
    return written.map(ConfigSchema::restore).orElse(ConfigSchema.OPEN);
  }

  static String text(MapValue map, String key) {
    return map.get(key) instanceof TextValue text ? text.text() : "";
  }
}
