package dev.heddle.platform.catalog;

import dev.heddle.model.Parameters.Violation;
import dev.heddle.platform.pack.ConfigSchema;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a pack as its workflows see it: what was set, over what the pack says.
 *
 * @param values what is seen; secrets are marked
 * @param set what was set and fits; all else that is seen comes from the pack
 * @param unfit what was set and is not seen, because the pack as it is now does not allow it
 */
record ConfigOverlay(
    ConfigSchema schema,
    MapValue values,
    MapValue set,
    List<String> missing,
    List<Violation> unfit) {

  ConfigOverlay {
    missing = List.copyOf(missing);
    unfit = List.copyOf(unfit);
  }

  static ConfigOverlay of(PackContent content, ConfigSettings settings) {
    ConfigSchema schema = content.schema();
    MapValue given = settings.values();
    List<Violation> unfit = schema.fit(given).wrong();
    MapValue.Builder fitting = MapValue.builder();
    for (Map.Entry<String, Value> value : given.entries().entrySet()) {
      if (unfit.stream().noneMatch(wrong -> isAbout(wrong, value.getKey()))) {
        fitting.put(value.getKey(), value.getValue());
      }
    }
    MapValue set = fitting.build();
    ConfigSchema.Fitted fitted = schema.fit(content.config().withAll(set));
    return new ConfigOverlay(schema, fitted.values(), set, fitted.missing(), unfit);
  }

  private static boolean isAbout(Violation wrong, String name) {
    return wrong.path().equals(name) || wrong.path().startsWith(name + ".");
  }
}
