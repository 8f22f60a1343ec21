package dev.heddle.bench;

import dev.heddle.dialects.flow.FlowDialect;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Decider;
import dev.heddle.engine.decision.Decision;
import dev.heddle.engine.decision.Effect;
import dev.heddle.engine.decision.ExecutionState;
import dev.heddle.engine.decision.Surroundings;
import dev.heddle.engine.port.Catalog;
import dev.heddle.engine.port.Report;
import dev.heddle.expressions.KeyReader;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.testkit.MapCatalog;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Deciding on the end of a task of a resident execution; a step of a chain should stay under 5
 * microseconds, and no step may cost more as the execution grows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {

  private static final Value RESULT = Json.read("{\"message\": null, \"exit_code\": 0}");
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  /** What is under way: a chain, one with templates and conditions, a join, items. */
  @Param({
    "chain 100",
    "chain 1000",
    "templates 100",
    "fan 1000",
    "fan 5000",
    "items 1000",
    "items 10000"
  })
  @SuppressWarnings("NullAway.Init") // JMH sets it.
  public String shape;

  private final MapCatalog catalog = new MapCatalog();
  private final Surroundings around = new Standing(catalog);
  private final Deque<TaskKey> underWay = new ArrayDeque<>();
  private long definition;
  private long executions;

  @SuppressWarnings("NullAway.Init") // The first start sets it.
  private ExecutionState state;

  @Setup
  public void start() {
    String[] parts = shape.split(" ", -1);
    int size = Integer.parseInt(parts[1]);
    String tasks =
        switch (parts[0]) {
          case "chain" -> chain(size, ", on_success: t%d");
          case "templates" ->
              chain(
                  size,
                  ", input: {message: \"{{ vars.n }} of {{ parameters.all | default(7) }}\"}"
                      + ", publish: [{n: \"{{ vars.n + 1 }}\"}]"
                      + ", decision: [{when: \"{{ vars.n > 0 }}\", next: t%d}]");
          case "fan" -> fan(size);
          case "items" ->
              "  - {name: t, action: core.noop, with_items: \"{{ range(%d) }}\", concurrency: %d}\n"
                  .formatted(size, size);
          default -> throw new IllegalArgumentException(shape);
        };
    definition = compile(tasks);
    begin();
  }

  private static String chain(int length, String next) {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < length; i++) {
      tasks.append("  - {name: t").append(i).append(", action: core.noop");
      tasks.append(i < length - 1 ? next.formatted(i + 1) : "").append("}\n");
    }
    return tasks.toString();
  }

  private static String fan(int width) {
    StringBuilder tasks = new StringBuilder();
    StringBuilder targets = new StringBuilder();
    for (int i = 0; i < width; i++) {
      targets.append(i == 0 ? "t" : ", t").append(i);
      tasks.append("  - {name: t").append(i).append(", action: core.noop, on_success: join}\n");
    }
    return "  - {name: start, action: core.noop, on_success: [%s]}\n%s  - {name: join, %s}\n"
        .formatted(targets, tasks, "action: core.noop, join: all");
  }

  private long compile(String tasks) {
    String yaml =
        "ref: bench.flow\nlabel: Bench\nversion: '1'\nmax_activations: 100000\n"
            + "parameters: {all: {type: integer}}\nvars: {n: 1}\ntasks:\n"
            + tasks;
    return switch (FlowDialect.compile(new SourceText("bench.yaml", yaml))) {
      case Compilation.Compiled compiled -> catalog.add(compiled.workflow());
      case Compilation.Refused refused ->
          throw new IllegalStateException(String.valueOf(refused.diagnostics()));
    };
  }

  private void begin() {
    Workflow workflow = catalog.workflow(definition);
    Decider.Started started =
        Decider.start(
            new ExecutionId(executions++),
            workflow,
            definition,
            Execution.Origin.startedBy("bench"),
            MapValue.EMPTY,
            around);
    state = started.state();
    handOut(started.decision());
  }

  private void handOut(Decision decision) {
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.Dispatch(var assignment)) {
        underWay.add(assignment.attempt().task());
      }
    }
  }

  /** Includes starting the next execution when one has ended. */
  @Benchmark
  public Decision endOfATask() {
    if (underWay.isEmpty()) {
      begin();
    }
    TaskKey task = underWay.remove();
    Decision decision =
        Decider.decide(
            state, new Command.EndTask(task, NOW, NOW, new Report.Succeeded(RESULT)), around);
    handOut(decision);
    return decision;
  }

  private record Standing(Catalog catalog) implements Surroundings {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public Catalog.Found find(String ref) {
      return catalog.find(0, ref);
    }

    @Override
    public MapValue packConfig() {
      return MapValue.EMPTY;
    }

    @Override
    public KeyReader keys() {
      return _ -> null;
    }

    @Override
    public List<String> undelegable(List<String> sets) {
      return List.of();
    }

    @Override
    public ExecutionId newId() {
      throw new IllegalStateException("nothing is nested here");
    }

    @Override
    public double jitter() {
      return 0;
    }
  }
}
