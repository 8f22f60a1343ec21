package dev.heddle.platform.catalog;

import dev.heddle.dialects.source.SourceText;
import dev.heddle.model.action.Action;
import dev.heddle.platform.pack.WorkflowSource;
import dev.heddle.values.Json;
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
            .put("parameters", closed(action))
            .put("tasks", Value.list(task))
            .put("output_map", Value.map("result", new TextValue("{{ task.run.result }}")))
            .build();
    return WorkflowSource.of(new SourceText(action.ref(), Json.write(flow)));
  }

  /** What is not declared cannot be handed on by name, so it is refused. */
  private static MapValue closed(Action action) {
    return ParameterSchema.of(action.parameters()).with("additionalProperties", Value.of(false));
  }
}
