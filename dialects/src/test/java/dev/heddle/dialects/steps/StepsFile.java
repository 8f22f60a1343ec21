package dev.heddle.dialects.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.dialects.Dialects;
import dev.heddle.dialects.source.Compilation;
import dev.heddle.dialects.source.SourceText;
import dev.heddle.expressions.KeyReader;
import dev.heddle.expressions.Namespace;
import dev.heddle.expressions.Operand;
import dev.heddle.expressions.Scope;
import dev.heddle.model.Node;
import dev.heddle.model.Outputs;
import dev.heddle.model.Workflow;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A steps file and what becomes of it. */
record StepsFile(String text) {

  static StepsFile of(String text) {
    return new StepsFile(text);
  }

  /** A file with the usual head and one step, of which these are the fields. */
  static StepsFile step(String... fields) {
    return new StepsFile(
        "name: one\nsteps:\n  - id: a\n    image: busybox:1.36\n    "
            + String.join("\n    ", fields)
            + "\n");
  }

  Compilation compilation() {
    return Dialects.compile(new SourceText("f.yaml", text));
  }

  Compilation.Compiled compiled() {
    Compilation compilation = compilation();
    assertThat(compilation.diagnostics()).noneMatch(diagnostic -> diagnostic.isError());
    return (Compilation.Compiled) compilation;
  }

  Workflow workflow() {
    return compiled().workflow();
  }

  Node node(String step) {
    return workflow().graph().node(workflow().graph().position(step));
  }

  /** Everything there is to say about it: {@code code line:column}. */
  List<String> said() {
    return compilation().diagnostics().stream()
        .map(each -> each.code() + " " + each.span().line() + ":" + each.span().column())
        .toList();
  }

  List<String> messages() {
    return compilation().diagnostics().stream().map(each -> each.message()).toList();
  }

  MapValue input(String step, World world) {
    return (MapValue) node(step).input().render(world);
  }

  MapValue environment(String step, World world) {
    return (MapValue) input(step, world).getOr("environment", MapValue.EMPTY);
  }

  Value output(String name, World world) {
    Outputs.Named outputs = (Outputs.Named) workflow().outputs();
    return outputs.entries().stream()
        .filter(entry -> entry.key().equals(name))
        .findFirst()
        .orElseThrow()
        .value()
        .render(world);
  }

  /** What an execution knows when a step begins. */
  record World(
      MapValue inputs,
      Map<String, MapValue> results,
      Map<String, String> variables,
      Map<String, Value> stored)
      implements Scope {

    static final World EMPTY = new World(MapValue.EMPTY, Map.of(), Map.of(), Map.of());

    static World inputs(String name, Value value) {
      return new World(MapValue.EMPTY.with(name, value), Map.of(), Map.of(), Map.of());
    }

    static World variables(Map<String, String> variables) {
      return new World(MapValue.EMPTY, Map.of(), variables, Map.of());
    }

    static World ended(String step, MapValue result) {
      return new World(MapValue.EMPTY, Map.of(step, result), Map.of(), Map.of());
    }

    @Override
    public @Nullable Operand resolve(String name) {
      return switch (name) {
        case "parameters" -> Operand.of(inputs);
        case "task" -> new Members(step -> results.containsKey(step) ? new Task(step) : null);
        default -> null;
      };
    }

    @Override
    public @Nullable Value environmentVariable(String name) {
      String text = variables.get(name);
      return text == null ? null : Value.of(text);
    }

    @Override
    public KeyReader keys() {
      return stored::get;
    }

    private final class Task implements Namespace {
      private final String step;

      Task(String step) {
        this.step = step;
      }

      @Override
      public @Nullable Operand get(String key) {
        MapValue result = results.get(step);
        return key.equals("result") && result != null ? Operand.of(result) : null;
      }

      @Override
      public Value toValue() {
        return Value.nothing();
      }
    }

    private record Members(java.util.function.Function<String, @Nullable Operand> find)
        implements Namespace {
      @Override
      public @Nullable Operand get(String key) {
        return find.apply(key);
      }

      @Override
      public Value toValue() {
        return Value.nothing();
      }
    }
  }
}
