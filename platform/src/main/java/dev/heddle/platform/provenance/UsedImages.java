package dev.heddle.platform.provenance;

import dev.heddle.model.ContainerInput;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The images that attempts ran on, as their runners reported; each once per task. */
final class UsedImages {

  private UsedImages() {}

  static boolean mayBeIn(Workflow workflow) {
    return workflow.graph().nodes().stream().anyMatch(node -> isContained(node.work()));
  }

  private static boolean isContained(Work work) {
    return work instanceof Work.Container || work instanceof Work.Script;
  }

  static ListValue of(Workflow workflow, List<TaskExecution> tasks) {
    Set<Value> images = new LinkedHashSet<>();
    for (TaskExecution task : tasks) {
      Work work = workflow.graph().node(task.key().node()).work();
      if (isContained(work)) {
        ran(task).or(() -> asked(task)).ifPresent(image -> images.add(named(task, image)));
      }
    }
    return new ListValue(List.copyOf(images));
  }

  private static Optional<MapValue> ran(TaskExecution task) {
    return map(task.result())
        .flatMap(result -> map(result.get(ContainerInput.IMAGE)))
        .filter(image -> image.get("id") != null);
  }

  /** What it asked for, while nobody knows what it got. */
  private static Optional<MapValue> asked(TaskExecution task) {
    return map(task.input())
        .flatMap(input -> Optional.ofNullable(input.get(ContainerInput.IMAGE)))
        .map(name ->
            MapValue.builder()
                .put("name", name)
                .put("id", Value.nothing())
                .put("digest", Value.nothing())
                .build());
  }

  private static MapValue named(TaskExecution task, MapValue image) {
    return MapValue.builder().put("task", task.name()).putAll(image).build();
  }

  private static Optional<MapValue> map(@Nullable Value value) {
    return value instanceof MapValue map ? Optional.of(map) : Optional.empty();
  }
}
