package dev.heddle.engine.decision;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the flat style of {@code response_schema} into JSON Schema (S1-101). */
final class InquirySchema {

  private InquirySchema() {}

  /** A schema with {@code properties} or a text {@code type} is JSON Schema already. */
  static MapValue fromFlat(MapValue schema) {
    if (schema.get("properties") instanceof MapValue || schema.get("type") instanceof TextValue) {
      return schema;
    }
    MapValue.Builder properties = MapValue.builder();
    List<Value> required = new ArrayList<>();
    for (Map.Entry<String, Value> entry : schema.entries().entrySet()) {
      MapValue.Builder property = MapValue.builder();
      if (entry.getValue() instanceof MapValue field) {
        field
            .entries()
            .forEach((key, value) -> {
              if (!key.equals("required")) {
                property.put(key, value);
              }
            });
        if (BooleanValue.TRUE.equals(field.get("required"))) {
          required.add(Value.of(entry.getKey()));
        }
      }
      properties.put(entry.getKey(), property.build());
    }
    return MapValue.builder()
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", new ListValue(required))
        .build();
  }
}
