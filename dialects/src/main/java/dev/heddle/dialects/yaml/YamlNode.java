package dev.heddle.dialects.yaml;

import dev.heddle.model.SourceSpan;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One node of a YAML text and its place. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMap {

  SourceSpan span();

  /** The data without places. */
  Value toValue();

  /** What it is, for messages: {@code a list}. */
  default String kind() {
    return switch (this) {
      case YamlList _ -> "a list";
      case YamlMap _ -> "a map";
      case YamlScalar scalar ->
          switch (scalar.value().plain()) {
            case NullValue _ -> "empty";
            case BooleanValue _ -> "a boolean";
            case NumberValue _ -> "a number";
            default -> "a text";
          };
    };
  }

  /** Whether nothing is written here: {@code key:}, {@code ~} or {@code null}. */
  default boolean isNull() {
    return this instanceof YamlScalar scalar && scalar.value() instanceof NullValue;
  }

  /**
   * The nodes of a stored document. It has no lines, so a place is the document's name with a JSON
   * pointer: {@code deploy.yaml#/tasks/0/name}.
   */
  static YamlNode of(String name, Value document) {
    return at(name + "#", document);
  }

  private static YamlNode at(String pointer, Value value) {
    SourceSpan span = new SourceSpan(pointer, 0, 0);
    return switch (value) {
      case MapValue map -> {
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        map.entries()
            .forEach((key, child) -> {
              YamlNode node = at(pointer + "/" + key, child);
              entries.put(key, new YamlMap.Entry(key, node.span(), node));
            });
        yield new YamlMap(entries, span);
      }
      case ListValue list -> {
        List<YamlNode> items = new ArrayList<>();
        for (Value item : list.items()) {
          items.add(at(pointer + "/" + items.size(), item));
        }
        yield new YamlList(items, span);
      }
      case SecretValue secret -> at(pointer, secret.plain());
      case TextValue text -> new YamlScalar(text, text.text(), span, ScalarText.UNPLACED);
      case NullValue none -> new YamlScalar(none, "", span, ScalarText.UNPLACED);
      case BooleanValue flag -> new YamlScalar(flag, flag.toString(), span, ScalarText.UNPLACED);
      case NumberValue number ->
          new YamlScalar(number, number.toString(), span, ScalarText.UNPLACED);
    };
  }
}
