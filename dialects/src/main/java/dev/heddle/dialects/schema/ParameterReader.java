package dev.heddle.dialects.schema;

import dev.heddle.dialects.source.Diagnostics;
import dev.heddle.dialects.yaml.YamlFields;
import dev.heddle.dialects.yaml.YamlList;
import dev.heddle.dialects.yaml.YamlMap;
import dev.heddle.dialects.yaml.YamlNode;
import dev.heddle.dialects.yaml.YamlScalar;
import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one parameter, in either style. */
final class ParameterReader {

  private static final List<String> TYPES =
      Arrays.stream(ParameterType.values())
          .filter(type -> type != ParameterType.ANY)
          .map(ParameterType::label)
          .toList();

  /** Understood by JSON Schema but not checked by Heddle. */
  private static final List<String> UNCHECKED =
      List.of(
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minItems",
          "maxItems",
          "uniqueItems");

  private static final Set<String> KEYS = keys();

  private final ParametersReader parameters;
  private final Diagnostics diagnostics;

  ParameterReader(ParametersReader parameters, Diagnostics diagnostics) {
    this.parameters = parameters;
    this.diagnostics = diagnostics;
  }

  private static Set<String> keys() {
    Set<String> keys =
        new LinkedHashSet<>(
            List.of("type", "required", "enum", "default", "description", "items", "secret"));
    keys.addAll(List.of("properties", "additionalProperties", "title", "examples"));
    keys.addAll(UNCHECKED);
    return keys;
  }

  Parameter read(String name, YamlMap map, boolean requiredBySchema) {
    YamlFields fields = new YamlFields(map, "parameter `" + name + "`", KEYS, diagnostics);
    ParameterType type =
        fields
            .choice("type", TYPES)
            .map(label -> ParameterType.valueOf(label.toUpperCase(Locale.ROOT)))
            .orElse(ParameterType.ANY);
    List<Value> options = options(fields, type);
    warnUnchecked(fields);
    return new Parameter(
        name,
        type,
        requiredBySchema || isRequired(fields),
        options,
        fallback(fields, type, options),
        fields.text("description").map(YamlScalar::text).orElse(""),
        items(name, fields, type),
        members(name, fields, type),
        fields.flag("secret", false));
  }

  /** Flat style has a flag; nested JSON Schema objects have a list, read with their properties. */
  private static boolean isRequired(YamlFields fields) {
    boolean list = fields.node("required").map(YamlList.class::isInstance).orElse(false);
    return !list && fields.flag("required", false);
  }

  private List<Value> options(YamlFields fields, ParameterType type) {
    List<Value> options = new ArrayList<>();
    for (YamlNode item : fields.list("enum").map(YamlList::items).orElse(List.of())) {
      Value option = item.toValue();
      if (!type.accepts(option)) {
        diagnostics.error(
            "invalid_option",
            "an option of " + fields.owner() + " must be of type " + type.label(),
            item.span());
        continue;
      }
      options.add(option);
    }
    return options;
  }

  private Optional<Value> fallback(YamlFields fields, ParameterType type, List<Value> options) {
    Optional<YamlNode> node = fields.node("default");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Value fallback = node.get().toValue();
    if (!type.accepts(fallback)) {
      diagnostics.error(
          "invalid_default",
          "the default of " + fields.owner() + " must be of type " + type.label(),
          node.get().span());
      return Optional.empty();
    }
    if (!options.isEmpty() && !options.contains(fallback)) {
      diagnostics.error(
          "invalid_default",
          "the default of " + fields.owner() + " is none of its options",
          "options: " + String.join(", ", options.stream().map(Value::toString).toList()),
          node.get().span());
      return Optional.empty();
    }
    return Optional.of(fallback);
  }

  private Optional<Parameter> items(String name, YamlFields fields, ParameterType type) {
    Optional<YamlMap> items = fields.map("items");
    if (items.isPresent() && type != ParameterType.ARRAY) {
      diagnostics.error(
          "wrong_type", "only an array has `items`", "add type: array", fields.keySpan("items"));
      return Optional.empty();
    }
    return items.map(map -> read(name + "[]", map, false));
  }

  private Optional<Parameters> members(String name, YamlFields fields, ParameterType type) {
    if (!fields.has("properties")) {
      return Optional.empty();
    }
    if (type != ParameterType.OBJECT) {
      diagnostics.error(
          "wrong_type",
          "only an object has `properties`",
          "add type: object",
          fields.keySpan("properties"));
      return Optional.empty();
    }
    boolean open = fields.flag("additionalProperties", false);
    YamlFields properties =
        fields.node("required").map(YamlList.class::isInstance).orElse(false)
            ? fields
            : withoutRequired(fields);
    return Optional.of(parameters.properties(properties, open, "parameter `" + name + "`"));
  }

  private YamlFields withoutRequired(YamlFields fields) {
    Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
    for (YamlMap.Entry entry : fields.map().entries()) {
      if (entry.key().equals("properties")) {
        entries.put(entry.key(), entry);
      }
    }
    return new YamlFields(
        new YamlMap(entries, fields.map().span()), fields.owner(), KEYS, diagnostics);
  }

  private void warnUnchecked(YamlFields fields) {
    for (String key : UNCHECKED) {
      if (fields.has(key)) {
        diagnostics.warning(
            "no_effect_yet",
            "`" + key + "` of " + fields.owner() + " is not checked yet",
            "",
            fields.keySpan(key));
      }
    }
  }
}
