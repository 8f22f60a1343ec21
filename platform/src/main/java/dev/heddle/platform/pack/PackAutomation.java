package dev.heddle.platform.pack;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.rule.RuleReader;
import dev.heddle.platform.trigger.CoreTriggers;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.platform.trigger.TriggerReader;
import dev.heddle.platform.trigger.TriggerType;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a pack brings that reacts to happenings: triggers, rules and sensors. */
public record PackAutomation(
    List<Written<TriggerType>> triggers,
    List<Written<Rule>> rules,
    List<Written<SensorType>> sensors) {

  public static final PackAutomation NONE = new PackAutomation(List.of(), List.of(), List.of());

  public PackAutomation {
    triggers = List.copyOf(triggers);
    rules = List.copyOf(rules);
    sensors = List.copyOf(sensors);
  }

  /** A thing, the name of its file, and the document to read it from again. */
  public record Written<T>(T thing, String file, MapValue document) {}

  /** As JSON, for {@link #restore}. */
  public MapValue toValue() {
    return MapValue.builder()
        .put("triggers", documents(triggers))
        .put("rules", documents(rules))
        .put("sensors", documents(sensors))
        .build();
  }

  private static ListValue documents(List<? extends Written<?>> all) {
    return new ListValue(
        all.stream()
            .<Value>map(each ->
                MapValue.builder()
                    .put("file", each.file())
                    .put("document", each.document())
                    .build())
            .toList());
  }

  /** Reads {@link #toValue} again. */
  public static PackAutomation restore(MapValue value, Path directory) {
    List<Written<TriggerType>> triggers =
        restore(
            value,
            "triggers",
            (file, document) ->
                new TriggerReader(new Diagnostics()).read((YamlMap) YamlNode.of(file, document)));
    Map<String, TriggerType> known =
        triggers.stream()
            .map(Written::thing)
            .collect(Collectors.toMap(TriggerType::ref, Function.identity(), (a, _) -> a));
    return new PackAutomation(
        triggers,
        restore(
            value,
            "rules",
            (file, document) ->
                new RuleReader(
                        new Diagnostics(),
                        ref -> CoreTriggers.find(ref).or(() -> Optional.ofNullable(known.get(ref))))
                    .read((YamlMap) YamlNode.of(file, document))),
        restore(
            value,
            "sensors",
            (file, document) -> Optional.of(SensorReader.restore(file, document, directory))));
  }

  private static <T> List<Written<T>> restore(
      MapValue value, String key, BiFunction<String, MapValue, Optional<T>> read) {
    if (!(value.get(key) instanceof ListValue list)) {
      return List.of();
    }
    return list.items().stream()
        .filter(MapValue.class::isInstance)
        .map(MapValue.class::cast)
        .flatMap(each -> {
          String file = each.get("file") instanceof TextValue(String text) ? text : "";
          MapValue document = each.get("document") instanceof MapValue map ? map : MapValue.EMPTY;
          return read
              .apply(file, document)
              .map(thing -> new Written<>(thing, file, document))
              .stream();
        })
        .toList();
  }
}
