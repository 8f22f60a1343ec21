package dev.heddle.cli.ask;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Optional;

/**
 * One field of an answer, as the schema describes it.
 *
 * @param type a JSON Schema type, or empty for any
 * @param options the allowed values; empty for any
 * @param secret whether nobody may see what is typed for it
 */
public record FormField(
    String name,
    String type,
    boolean required,
    List<Value> options,
    Optional<Value> fallback,
    String description,
    boolean secret) {

  public FormField {
    options = List.copyOf(options);
  }

  /** The fields of a JSON Schema, in order; none if it does not name any. */
  public static List<FormField> of(MapValue schema) {
    if (!(schema.get("properties") instanceof MapValue properties)) {
      return List.of();
    }
    List<Value> required = items(schema, "required");
    return properties.entries().entrySet().stream()
        .map(entry -> {
          boolean must = required.contains(new TextValue(entry.getKey()));
          return entry.getValue() instanceof MapValue property
              ? of(entry.getKey(), property, must)
              : of(entry.getKey(), MapValue.EMPTY, must);
        })
        .toList();
  }

  private static FormField of(String name, MapValue property, boolean required) {
    return new FormField(
        name,
        text(property, "type"),
        required,
        items(property, "enum"),
        Optional.ofNullable(property.get("default")),
        text(property, "description"),
        isSecret(property));
  }

  /** As the engine sees it: {@code writeOnly} is the word of JSON Schema itself. */
  static boolean isSecret(MapValue schema) {
    return BooleanValue.TRUE.equals(schema.get("secret"))
        || BooleanValue.TRUE.equals(schema.get("writeOnly"));
  }

  private static String text(MapValue property, String key) {
    return property.get(key) instanceof TextValue text ? text.text() : "";
  }

  private static List<Value> items(MapValue map, String key) {
    return map.get(key) instanceof ListValue list ? list.items() : List.of();
  }

  /** What is expected, for the person: {@code boolean}, {@code one of a, b}. */
  String expectation() {
    if (!options.isEmpty()) {
      return "one of " + String.join(", ", options.stream().map(FormField::shown).toList());
    }
    return switch (type) {
      case "boolean" -> "yes or no";
      case "string", "" -> "text";
      case "array", "object" -> type + " as JSON";
      default -> type;
    };
  }

  /** A value that could be typed for it. */
  public String example() {
    if (!options.isEmpty()) {
      return shown(options.getFirst());
    }
    return switch (type) {
      case "boolean" -> "true";
      case "integer", "number" -> "1";
      case "array" -> "'[]'";
      case "object" -> "'{}'";
      default -> "TEXT";
    };
  }

  static String shown(Value value) {
    return value instanceof TextValue text ? text.text() : value.toString();
  }
}
