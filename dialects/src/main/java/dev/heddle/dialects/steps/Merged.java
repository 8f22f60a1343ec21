package dev.heddle.dialects.steps;

import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a step laid over the defaults of the workflow (S4-08). What a step sets to null or
 * to nothing removes the default (S4-09).
 */
record Merged(YamlMap step, YamlMap defaults) {

  /** The step's own value if it says anything, else the default; empty if removed. */
  Optional<YamlNode> single(String key) {
    return holder(key).find(key).filter(node -> !node.isNull());
  }

  /** Where the value of {@link #single} stands. */
  YamlMap holder(String key) {
    return step.has(key) ? step : defaults;
  }

  /** Key by key, the step wins; null removes a key. */
  Map<String, YamlMap.Entry> byKey(String key) {
    Map<String, YamlMap.Entry> merged = new LinkedHashMap<>();
    if (!isCleared(key)) {
      entries(defaults, key).forEach(merged::put);
    }
    merged.putAll(entries(step, key));
    merged.values().removeIf(entry -> entry.node().isNull());
    return merged;
  }

  /** By {@code target}; the step wins, others are added. */
  Map<String, YamlNode> byTarget(String key) {
    Map<String, YamlNode> merged = new LinkedHashMap<>();
    if (!isCleared(key)) {
      items(defaults, key, merged);
    }
    items(step, key, merged);
    return merged;
  }

  private boolean isCleared(String key) {
    return step.find(key)
        .map(node ->
            node.isNull()
                || (node instanceof YamlMap map && map.entries().isEmpty())
                || (node instanceof YamlList list && list.items().isEmpty()))
        .orElse(false);
  }

  private static Map<String, YamlMap.Entry> entries(YamlMap holder, String key) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    if (holder.find(key).orElse(null) instanceof YamlMap map) {
      map.entries().forEach(entry -> entries.put(entry.key(), entry));
    }
    return entries;
  }

  private static void items(YamlMap holder, String key, Map<String, YamlNode> into) {
    if (holder.find(key).orElse(null) instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        into.put(target(item, into.size()), item);
      }
    }
  }

  private static String target(YamlNode item, int number) {
    return item instanceof YamlMap map
            && map.find("target").orElse(null) instanceof YamlScalar target
        ? target.text()
        : "#" + number;
  }
}
