package dev.heddle.platform.pack;

import dev.heddle.dialects.schema.ParametersReader;
import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.model.Parameter;
import dev.heddle.model.Parameters;
import dev.heddle.model.Parameters.Violation;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the settings of a pack are: its {@code conf_schema}; without one they may be anything. */
public record ConfigSchema(Parameters settings) {

  /** The schema of a pack that has none. */
  public static final ConfigSchema OPEN = new ConfigSchema(Parameters.ANY);

  /** The schema as it was written, known to be right. */
  public static ConfigSchema restore(MapValue written) {
    YamlNode node = YamlNode.of("pack.yaml", written);
    return new ConfigSchema(new ParametersReader(new Diagnostics()).read(node, "the settings"));
  }

  /**
   * Values held to a schema.
   *
   * @param values those that are right, defaults filled in, secrets marked
   * @param missing settings that need a value and have none; nothing to refuse a pack for, since
   *     who installs it sets them afterwards
   * @param wrong values that are not allowed, by the path in them
   */
  public record Fitted(MapValue values, List<String> missing, List<Violation> wrong) {
    public Fitted {
      missing = List.copyOf(missing);
      wrong = List.copyOf(wrong);
    }
  }

  /** Every setting is looked at by itself: one that is wrong does not take away the others. */
  public Fitted fit(MapValue given) {
    MapValue.Builder values = MapValue.builder();
    List<String> missing = new ArrayList<>();
    List<Violation> wrong = new ArrayList<>();
    settings
        .byName()
        .forEach((name, setting) -> {
          Optional<Value> value = value(given, name);
          switch (alone(setting).bind(value.map(each -> one(name, each)).orElse(MapValue.EMPTY))) {
            case Parameters.Bound.Arguments(MapValue bound) -> values.putAll(bound);
            case Parameters.Bound.Refused _ when value.isEmpty() -> missing.add(name);
            case Parameters.Bound.Refused refused -> wrong.addAll(refused.violations());
          }
        });
    for (Map.Entry<String, Value> extra : given.entries().entrySet()) {
      if (settings.byName().containsKey(extra.getKey())) {
        continue;
      }
      if (settings.open()) {
        values.put(extra.getKey(), extra.getValue());
        continue;
      }
      wrong.add(new Violation(extra.getKey(), unknown(extra.getKey())));
    }
    return new Fitted(values.build(), missing, wrong);
  }

  private String unknown(String name) {
    String known =
        settings.byName().isEmpty()
            ? "there are none"
            : "known are " + String.join(", ", settings.byName().keySet());
    return "Unknown setting: " + name + " (" + known + ")";
  }

  private static Optional<Value> value(MapValue given, String name) {
    return Optional.ofNullable(given.get(name))
        .filter(value -> !(value.plain() instanceof NullValue));
  }

  private static MapValue one(String name, Value value) {
    return MapValue.EMPTY.with(name, value);
  }

  private static Parameters alone(Parameter setting) {
    return new Parameters(Map.of(setting.name(), setting), false);
  }
}
