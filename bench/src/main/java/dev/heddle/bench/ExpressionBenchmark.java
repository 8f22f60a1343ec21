package dev.heddle.bench;

import dev.heddle.expressions.Namespace;
import dev.heddle.expressions.Operand;
import dev.heddle.expressions.Scope;
import dev.heddle.expressions.Template;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the engine evaluates per step; each typical use should stay under a microsecond. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ExpressionBenchmark {

  private static final MapValue TASKS =
      (MapValue)
          Json.read(
              """
              {"build": {"status": "succeeded",
                         "result": {"status": "ok", "image": "registry/web:1.2.3", "layers": 12}},
               "test": {"status": "succeeded", "result": {"passed": 120, "failed": 0}}}
              """);

  private static final MapValue VARS =
      (MapValue) Json.read("{\"count\": 3, \"region\": \"eu\", \"name\": \"web\"}");

  private static final MapValue PARAMETERS =
      (MapValue) Json.read("{\"environment\": \"production\", \"regions\": [\"eu\", \"us\"]}");

  private static final Scope SCOPE =
      name ->
          switch (name) {
            case "task" -> new Lazy(TASKS, true);
            case "vars" -> new Lazy(VARS, false);
            case "parameters" -> Operand.of(PARAMETERS);
            default -> null;
          };

  private final Template condition =
      Template.condition("task.build.result.status == 'ok' and vars.count < 10");
  private final Template path = Template.parse("{{ task.build.result.image }}");
  private final Template text =
      Template.parse("Deployed {{ vars.name | upper }} to {{ parameters.environment }}!");
  private final Template guarded =
      Template.parse("{{ task.later.result.a | default(vars.region) }}");
  private final Template input =
      Template.of(
          Json.read(
              """
              {"image": "{{ task.build.result.image }}", "replicas": 3, "dry_run": false,
               "region": "{{ vars.region }}", "labels": {"app": "{{ vars.name }}", "tier": "web"},
               "args": ["--env", "{{ parameters.environment }}", "--quiet"]}
              """));
  private final Template constant =
      Template.of(Json.read("{\"message\": \"hello\", \"exit_code\": 0, \"list\": [1, 2, 3]}"));

  @Benchmark
  public boolean condition() {
    return condition.condition(SCOPE);
  }

  @Benchmark
  public Value singlePath() {
    return path.render(SCOPE);
  }

  @Benchmark
  public Value textOfTwoExpressions() {
    return text.render(SCOPE);
  }

  @Benchmark
  public Value undefinedWithDefault() {
    return guarded.render(SCOPE);
  }

  @Benchmark
  public Value inputOfFourExpressions() {
    return input.render(SCOPE);
  }

  @Benchmark
  public Value constantInput() {
    return constant.render(SCOPE);
  }

  @Benchmark
  public Template parseCondition() {
    return Template.condition("task.build.result.status == 'ok' and vars.count < 10");
  }

  /** Looks members up as the engine does: tasks in two levels, variables in one. */
  private record Lazy(MapValue map, boolean nested) implements Namespace {
    @Override
    public @Nullable Operand get(String key) {
      Value member = map.get(key);
      if (member == null) {
        return null;
      }
      return nested && member instanceof MapValue inner
          ? new Lazy(inner, false)
          : Operand.of(member);
    }

    @Override
    public Value toValue() {
      return map;
    }
  }
}
