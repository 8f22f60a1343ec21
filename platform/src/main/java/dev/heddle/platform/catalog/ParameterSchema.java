package dev.heddle.platform.catalog;

import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** Parameters as a JSON Schema object; {@code secret} is a keyword of ours (S1-005). */
public final class ParameterSchema {

  private ParameterSchema() {}

  /** {@code {type: object, properties, required?, additionalProperties}}. */
  public static MapValue of(Parameters parameters) {
    MapValue.Builder properties = MapValue.builder();
    List<Value> required = new ArrayList<>();
    parameters
        .byName()
        .forEach((name, each) -> {
          properties.put(name, property(each));
          if (each.required()) {
            required.add(Value.of(name));
          }
        });
    MapValue.Builder schema =
        MapValue.builder().put("type", "object").put("properties", properties.build());
    if (!required.isEmpty()) {
      schema.put("required", new ListValue(required));
    }
    return schema.put("additionalProperties", parameters.open()).build();
  }

  private static MapValue property(Parameter parameter) {
    MapValue.Builder property = MapValue.builder();
    if (parameter.type() != ParameterType.ANY) {
      property.put("type", parameter.type().label());
    }
    if (!parameter.description().isEmpty()) {
      property.put("description", parameter.description());
    }
    if (!parameter.options().isEmpty()) {
      property.put("enum", new ListValue(parameter.options()));
    }
    parameter.fallback().ifPresent(fallback -> property.put("default", fallback));
    parameter.items().ifPresent(items -> property.put("items", property(items)));
    parameter.fields().ifPresent(fields -> property.putAll(of(fields)));
    if (parameter.secret()) {
      property.put("secret", true);
    }
    return property.build();
  }
}
