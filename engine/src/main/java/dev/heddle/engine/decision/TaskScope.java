package dev.heddle.engine.decision;

import dev.heddle.expressions.KeyReader;
import dev.heddle.expressions.Namespace;
import dev.heddle.expressions.Operand;
import dev.heddle.expressions.Outcome;
import dev.heddle.expressions.Scope;
import dev.heddle.model.StepsParameters;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What names mean in the expressions of one execution at one moment (S1-022 … S1-028). Extra names
 * ({@code item}, {@code index} …) and fresh variables lie over it.
 */
final class TaskScope implements Scope {

  private final ExecutionState state;
  private final Surroundings around;
  private final Map<String, Value> extra;
  private final Map<String, Value> fresh = new LinkedHashMap<>();
  private final @Nullable TaskExecution attempt;
  private final @Nullable Outcome outcome;

  TaskScope(ExecutionState state, Surroundings around) {
    this(state, around, Map.of(), null, null);
  }

  private TaskScope(
      ExecutionState state,
      Surroundings around,
      Map<String, Value> extra,
      @Nullable TaskExecution attempt,
      @Nullable Outcome outcome) {
    this.state = state;
    this.around = around;
    this.extra = extra;
    this.attempt = attempt;
    this.outcome = outcome;
  }

  /** The same scope with iteration variables over it (S1-082). */
  TaskScope with(Map<String, Value> iterationVariables) {
    Map<String, Value> names = new HashMap<>(extra);
    names.putAll(iterationVariables);
    return new TaskScope(state, around, names, attempt, outcome);
  }

  /** The same scope with the facts of a task just finished (S1-058). */
  TaskScope after(Outcome facts) {
    return new TaskScope(state, around, extra, attempt, facts);
  }

  /** The same scope in which the task's name means this attempt alone (S1-095). */
  TaskScope about(TaskExecution one) {
    return new TaskScope(state, around, extra, one, outcome);
  }

  /** Lets later expressions see a variable before it is written to the state (S1-060). */
  void publish(String variable, Value value) {
    fresh.put(variable, value);
  }

  /** What was published through this scope, in order. */
  MapValue published() {
    return fresh.isEmpty() ? MapValue.EMPTY : new MapValue(fresh);
  }

  @Override
  public @Nullable Value environmentVariable(String name) {
    Execution execution = state.execution();
    Value secret =
        execution.parameters().getOr(StepsParameters.VARIABLES, MapValue.EMPTY).plain()
                instanceof MapValue given
            ? given.get(name)
            : null;
    if (secret != null) {
      return SecretValue.mark(secret);
    }
    String text = execution.origin().environment().get(name);
    return text == null ? null : Value.of(text);
  }

  @Override
  public KeyReader keys() {
    return around.keys();
  }

  @Override
  public @Nullable Outcome outcome() {
    return outcome;
  }

  @Override
  public @Nullable Operand resolve(String name) {
    Value iteration = extra.get(name);
    if (iteration != null) {
      return Operand.of(iteration);
    }
    return switch (name) {
      case "task" -> new Tasks();
      case "vars" -> new Variables();
      case "parameters" -> Operand.of(state.execution().parameters());
      case "pack" -> Operand.of(Value.map("config", around.packConfig()));
      case "system" -> Operand.of(system());
      case "inquiry" -> new Inquiries();
      default -> bare(name);
    };
  }

  /** A name without a scope, in the order of S1-023. */
  private @Nullable Operand bare(String name) {
    Operand task = new Tasks().get(name);
    if (task != null) {
      return task;
    }
    Value value = variable(name);
    if (value == null) {
      value = state.execution().parameters().get(name);
    }
    if (value == null) {
      value = around.packConfig().get(name);
    }
    if (value == null) {
      value = system().get(name);
    }
    return value == null ? null : Operand.of(value);
  }

  private @Nullable Value variable(String name) {
    Value value = fresh.get(name);
    return value == null ? state.vars().get(name) : value;
  }

  private MapValue system() {
    Execution execution = state.execution();
    return MapValue.builder()
        .put("execution_id", execution.id().toString())
        .put("timestamp", around.now().getEpochSecond())
        .put("timestamp_iso", around.now().toString())
        .put("workflow_start", execution.startedAt().toString())
        .put("identity", Value.map("login", new TextValue(execution.origin().startedBy())))
        .build();
  }

  private final class Variables implements Namespace {
    @Override
    public @Nullable Operand get(String key) {
      Value value = variable(key);
      return value == null ? null : Operand.of(value);
    }

    @Override
    public Value toValue() {
      Map<String, Value> all = new LinkedHashMap<>(state.vars());
      all.putAll(fresh);
      return new MapValue(all);
    }
  }

  private final class Tasks implements Namespace {
    @Override
    public @Nullable Operand get(String key) {
      if (attempt != null && attempt.name().equals(key)) {
        return Operand.of(TaskView.ofAttempt(attempt));
      }
      OptionalInt node = state.graph().find(key);
      if (node.isEmpty()) {
        return null;
      }
      NodeRun run = TaskView.lastFinished(state, node.getAsInt());
      return run == null ? null : new TaskView(state, run);
    }

    @Override
    public Value toValue() {
      MapValue.Builder all = MapValue.builder();
      for (int node = 0; node < state.graph().size(); node++) {
        NodeRun run = TaskView.lastFinished(state, node);
        if (run != null) {
          all.put(state.graph().node(node).name(), new TaskView(state, run).toValue());
        }
      }
      return all.build();
    }
  }

  private final class Inquiries implements Namespace {
    @Override
    public @Nullable Operand get(String key) {
      OptionalInt node = state.graph().find(key);
      NodeRun run = node.isEmpty() ? null : state.latestRun(node.getAsInt());
      Inquiry inquiry = run == null ? null : BesideInquiries.of(state, run.whole().key());
      return inquiry == null || inquiry.answer() == null ? null : Operand.of(view(inquiry));
    }

    @Override
    public Value toValue() {
      return MapValue.EMPTY;
    }

    private MapValue view(Inquiry inquiry) {
      MapValue.Builder view =
          MapValue.builder()
              .put("id", inquiry.id().toString())
              .put("status", inquiry.status().label());
      if (inquiry.answer() != null && inquiry.answer().response() != null) {
        view.put("response", inquiry.answer().response());
      }
      return view.build();
    }
  }
}
