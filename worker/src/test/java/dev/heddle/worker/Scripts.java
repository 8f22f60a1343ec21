package dev.heddle.worker;

import dev.heddle.engine.port.Assignment;
import dev.heddle.model.Parameters;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.action.Executor.Delivery;
import dev.heddle.model.action.Executor.OutputFormat;
import dev.heddle.model.action.Executor.ParameterFormat;
import dev.heddle.model.action.Executor.Runner;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes scripts into a directory and makes assignments of them. */
record Scripts(Path directory, AtomicInteger count) {

  Scripts(Path directory) {
    this(directory, new AtomicInteger());
  }

  /** An assignment under construction. */
  record Script(
      AttemptId attempt,
      Executor.Program program,
      MapValue input,
      Optional<Duration> timeout,
      Map<String, String> environment) {

    Script input(MapValue other) {
      return new Script(attempt, program, other, timeout, environment);
    }

    Script input(String name, String text) {
      return input(input.with(name, Value.of(text)));
    }

    Script timeout(Duration limit) {
      return new Script(attempt, program, input, Optional.of(limit), environment);
    }

    Script environment(Map<String, String> variables) {
      return new Script(attempt, program, input, timeout, variables);
    }

    Script fixedEnvironment(Map<String, String> variables) {
      return with(
          program.entryPoint(),
          variables,
          program.delivery(),
          program.parameterFormat(),
          program.outputFormat());
    }

    Script delivery(Delivery delivery) {
      return with(
          program.entryPoint(),
          program.environment(),
          delivery,
          program.parameterFormat(),
          program.outputFormat());
    }

    Script parameters(ParameterFormat format) {
      return with(
          program.entryPoint(),
          program.environment(),
          program.delivery(),
          format,
          program.outputFormat());
    }

    Script output(OutputFormat format) {
      return with(
          program.entryPoint(),
          program.environment(),
          program.delivery(),
          program.parameterFormat(),
          format);
    }

    Script entryPoint(Path file) {
      return with(
          file,
          program.environment(),
          program.delivery(),
          program.parameterFormat(),
          program.outputFormat());
    }

    private Script with(
        Path entryPoint,
        Map<String, String> fixed,
        Delivery delivery,
        ParameterFormat parameters,
        OutputFormat output) {
      return new Script(
          attempt,
          new Executor.Program(
              program.runner(),
              entryPoint,
              program.workDirectory(),
              fixed,
              delivery,
              parameters,
              output),
          input,
          timeout,
          environment);
    }

    Assignment assignment() {
      return Scripts.assignment(attempt, "pack.script", program, input, timeout, environment);
    }
  }

  Script shell(String... lines) throws IOException {
    return script(Runner.SHELL, ".sh", lines);
  }

  Script python(String... lines) throws IOException {
    return script(Runner.PYTHON, ".py", lines);
  }

  Script node(String... lines) throws IOException {
    return script(Runner.NODE, ".js", lines);
  }

  Script script(Runner runner, String suffix, String... lines) throws IOException {
    int number = count.incrementAndGet();
    Path file = directory.resolve("script" + number + suffix);
    Files.writeString(file, String.join("\n", lines) + "\n");
    return new Script(
        attempt(number),
        new Executor.Program(
            runner,
            file,
            directory,
            Map.of(),
            Delivery.STDIN,
            ParameterFormat.JSON,
            OutputFormat.TEXT),
        MapValue.EMPTY,
        Optional.empty(),
        Map.of());
  }

  /** An attempt of a built-in action. */
  Assignment builtin(String name, MapValue input) {
    return assignment(
        attempt(count.incrementAndGet()),
        "core." + name,
        new Executor.Builtin(name),
        input,
        Optional.empty(),
        Map.of());
  }

  /** Names the process whose attempts a process of a test takes for its own. */
  static final String PROCESS = "heddle.test.process";

  /** Another one in each process: strays of an attempt are killed wherever they are. */
  static AttemptId attempt(int number) {
    long moment = 1_800_000_000_000L + Long.getLong(PROCESS, ProcessHandle.current().pid());
    return new AttemptId(ExecutionId.of(moment, 7, number), TaskKey.first(0, 1));
  }

  /** The same attempt of an action that declares its result. */
  static Assignment declaring(Assignment plain, ResultSchema output) {
    Action action = plain.action();
    return new Assignment(
        plain.attempt(),
        plain.workflow(),
        plain.task(),
        new Action(
            action.ref(),
            "",
            "",
            true,
            action.parameters(),
            output,
            action.executor(),
            Optional.empty(),
            action.placement(),
            action.permissions()),
        plain.input(),
        plain.timeout(),
        plain.environment());
  }

  private static Assignment assignment(
      AttemptId attempt,
      String ref,
      Executor executor,
      MapValue input,
      Optional<Duration> timeout,
      Map<String, String> environment) {
    Action action = new Action(ref, "", "", true, Parameters.ANY, executor, Optional.empty());
    return new Assignment(attempt, "pack.flow", "task1", action, input, timeout, environment);
  }
}
