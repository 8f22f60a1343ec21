package dev.heddle.worker.container;

import dev.heddle.engine.port.Assignment;
import dev.heddle.model.ContainerInput;
import dev.heddle.model.Parameters;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An assignment of a step under construction. */
record Step(AttemptId attempt, MapValue input, Optional<Duration> timeout) {

  private static final AtomicInteger COUNT = new AtomicInteger();

  static Step command(String... words) {
    List<Value> command = Arrays.stream(words).<Value>map(Value::of).toList();
    ExecutionId execution = ExecutionId.of(System.currentTimeMillis(), 7, COUNT.incrementAndGet());
    return new Step(
        new AttemptId(execution, TaskKey.first(0, 1)),
        MapValue.builder()
            .put(ContainerInput.IMAGE, TestEngine.IMAGE)
            .put(ContainerInput.COMMAND, new ListValue(command))
            .build(),
        Optional.empty());
  }

  static Step shell(String script) {
    return command("sh", "-c", script);
  }

  Step with(String field, Value value) {
    return new Step(attempt, input.with(field, value), timeout);
  }

  Step variable(String name, Value value) {
    MapValue former = (MapValue) input.getOr(ContainerInput.ENVIRONMENT, MapValue.EMPTY);
    return with(ContainerInput.ENVIRONMENT, former.with(name, value));
  }

  Step volume(String source, String target, boolean readOnly) {
    Value volume =
        MapValue.builder()
            .put("source", source)
            .put("target", target)
            .put("read_only", readOnly)
            .build();
    return with(ContainerInput.VOLUMES, new ListValue(List.of(volume)));
  }

  Step login(String registry, String password) {
    return with(
        ContainerInput.CREDENTIALS,
        MapValue.builder()
            .put("registry", registry)
            .put("username", PrivateRegistry.USER)
            .put("password", SecretValue.mark(Value.of(password)))
            .build());
  }

  /** The same as another attempt. */
  Step anew() {
    return new Step(command().attempt(), input, timeout);
  }

  Step timeout(Duration limit) {
    return new Step(attempt, input, Optional.of(limit));
  }

  Assignment assignment() {
    Action action =
        new Action(
            "core.container",
            "",
            "",
            true,
            Parameters.ANY,
            new Executor.Container(),
            Optional.empty());
    return new Assignment(attempt, "container.test", "step", action, input, timeout, Map.of());
  }
}
