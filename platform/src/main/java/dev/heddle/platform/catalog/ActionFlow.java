package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.Parameter;
import dev.heddle.model.ParameterType;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;

/** The workflow of one task that stands for an action started directly (S1-001, S1-130). */
final class ActionFlow {

  private ActionFlow() {}

  static WorkflowSource of(Action action) {
    MapValue.Builder input = MapValue.builder();
    for (String name : action.parameters().byName().keySet()) {
      input.put(name, "{{ parameters['" + name + "'] | default(null) }}");
    }
    MapValue task =
        MapValue.builder()
            .put("name", "run")
            .put("action", action.ref())
            .put("input", input.build())
            .build();
    MapValue flow =
        MapValue.builder()
            .put("ref", action.ref())
            .put("label", action.label().isBlank() ? action.ref() : action.label())
            .put("version", "1")
            .put("parameters", schema(action.parameters()))
            .put("tasks", Value.list(task))
            .put("output_map", Value.map("result", new TextValue("{{ task.run.result }}")))
            .build();
    return WorkflowSource.of(new SourceText(action.ref(), Json.write(flow)));
  }

  private static MapValue schema(Parameters parameters) {
    MapValue.Builder properties = MapValue.builder();
    parameters.byName().forEach((name, each) -> properties.put(name, property(each)));
    return MapValue.builder().put("type", "object").put("properties", properties.build()).build();
  }

  private static MapValue property(Parameter parameter) {
    MapValue.Builder property = MapValue.builder();
    if (parameter.type() != ParameterType.ANY) {
      property.put("type", parameter.type().label());
    }
    if (parameter.required()) {
      property.put("required", true);
    }
    if (!parameter.options().isEmpty()) {
      property.put("enum", new ListValue(parameter.options()));
    }
    parameter.fallback().ifPresent(fallback -> property.put("default", fallback));
    if (parameter.secret()) {
      property.put("secret", true);
    }
    if (!parameter.description().isEmpty()) {
      property.put("description", parameter.description());
    }
    return property.build();
  }
}
