package dev.heddle.engine.decision;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.expressions.Template;
import dev.heddle.model.Activation;
import dev.heddle.model.Node;
import dev.heddle.model.Outputs;
import dev.heddle.model.Transition;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends groups when their members have ended, and the execution when nothing is left (2.3). */
final class Ending {

  private Ending() {}

  /** Ends the groups of which no member is open; whether there was one. */
  static boolean endGroups(Turn turn) {
    boolean any = false;
    for (NodeRun group : List.copyOf(turn.state.openGroups())) {
      if (group.openMembers == 0) {
        endGroup(turn, group);
        any = true;
      }
    }
    return any;
  }

  private static void endGroup(Turn turn, NodeRun group) {
    if (turn.execution().isStopping()) {
      turn.cancel(group.whole());
      return;
    }
    List<String> failed = new ArrayList<>();
    for (int node = 0; node < turn.graph().size(); node++) {
      if (turn.graph().groupOf(node) == group.node) {
        for (NodeRun member : turn.state.runsOf(node)) {
          if (member.group == group.number && !isFine(member.whole().status())) {
            failed.add(member.whole().name());
          }
        }
      }
    }
    for (String barrier : unsatisfied(turn, group.node, group.number)) {
      failed.add("join not satisfied: " + barrier);
    }
    Value result = TaskView.result(turn.state, group);
    if (failed.isEmpty()) {
      turn.end(group.whole(), TaskStatus.COMPLETED, result, null);
      return;
    }
    Failure failure =
        Failure.of(
            "group_failed",
            failed.size() + " of the group's tasks failed: " + String.join(", ", failed));
    turn.end(group.whole(), TaskStatus.FAILED, result, failure);
  }

  private static boolean isFine(TaskStatus status) {
    return status == TaskStatus.COMPLETED || status == TaskStatus.SKIPPED;
  }

  /** Barriers in a group's activation (-1, 0: outside groups) with too few arrivals (S1-065). */
  private static List<String> unsatisfied(Turn turn, int group, int activation) {
    List<String> names = new ArrayList<>();
    turn.state
        .barriers()
        .forEach((place, barrier) -> {
          if (barrier.arrived() > 0
              && !(turn.graph().node(place.node()).activation() instanceof Activation.First)
              && place.group() == activation
              && turn.graph().groupOf(place.node()) == group) {
            Node node = turn.graph().node(place.node());
            int needed =
                node.activation() instanceof Activation.Count(int arrivals)
                    ? arrivals
                    : turn.graph().inboundCount(place.node());
            names.add(node.name() + " (" + barrier.arrived() + "/" + needed + ")");
          }
        });
    return names;
  }

  /** Ends the execution; nothing in it runs, waits or is scheduled any more (S1-044). */
  static void endExecution(Turn turn) {
    Execution execution = turn.execution();
    if (execution.hold() instanceof Execution.Hold.Stopping stopping) {
      endStopped(turn, stopping);
      return;
    }
    List<String> barriers = unsatisfied(turn, -1, 0);
    List<String> failed = unhandled(turn);
    if (execution.failure() != null) {
      fail(turn, execution.failure(), failed);
    } else if (!failed.isEmpty()) {
      fail(turn, tasksFailed(turn, failed), failed);
    } else if (!barriers.isEmpty()) {
      String message = "join not satisfied: " + String.join(", ", barriers);
      fail(turn, Failure.of("join_not_satisfied", message), List.of());
    } else {
      end(turn, ExecutionStatus.COMPLETED, Declared.output(turn, outputs(turn)), null);
    }
  }

  private static void endStopped(Turn turn, Execution.Hold.Stopping stopping) {
    if (!stopping.expired()) {
      MapValue result = failureResult("Workflow cancelled", List.of());
      Failure failure = Failure.of("cancelled", "Workflow cancelled by " + stopping.by());
      end(turn, ExecutionStatus.CANCELLED, result, failure);
      return;
    }
    String message = "Workflow timed out";
    end(
        turn,
        ExecutionStatus.TIMEOUT,
        failureResult(message, List.of()),
        Failure.of("timeout", message));
  }

  /** Failed tasks outside groups that no transition led on from or accepted (S1-070, S4-26). */
  private static List<String> unhandled(Turn turn) {
    Set<String> names = new LinkedHashSet<>();
    for (int node = 0; node < turn.graph().size(); node++) {
      if (turn.graph().groupOf(node) >= 0) {
        continue;
      }
      for (NodeRun run : turn.state.runsOf(node)) {
        TaskExecution task = run.whole();
        if (!isFine(task.status()) && !task.ledOn() && !isAbsorbed(turn, task)) {
          names.add(task.name());
        }
      }
    }
    return List.copyOf(names);
  }

  private static boolean isAbsorbed(Turn turn, TaskExecution task) {
    List<Transition> transitions = turn.node(task.key()).transitions();
    return task.progress().taken().stream()
        .anyMatch(taken -> transitions.get(taken.transition()) instanceof Transition.Absorption);
  }

  /** Count and names of the failed tasks, and what the first of them said (S1-072). */
  private static Failure tasksFailed(Turn turn, List<String> failed) {
    NodeRun first = turn.state.latestRun(turn.graph().position(failed.getFirst()));
    Failure cause = first == null ? null : first.whole().failure();
    String message =
        (failed.size() == 1 ? "1 task failed: " : failed.size() + " tasks failed: ")
            + String.join(", ", failed)
            + (cause == null ? "" : " (" + cause.message() + ")");
    return Failure.of("tasks_failed", message);
  }

  private static void fail(Turn turn, Failure failure, List<String> failed) {
    MapValue result =
        turn.state.workflow().outputs() instanceof Outputs.Named(List<Outputs.Entry> entries)
            ? named(turn, entries)
            : failureResult(failure.message(), failed);
    end(turn, ExecutionStatus.FAILED, result, failure);
  }

  /** The output map is not evaluated when the workflow failed (S1-074). */
  private static MapValue failureResult(String message, List<String> failed) {
    MapValue.Builder result = MapValue.builder().put("error", message).put("succeeded", false);
    if (!failed.isEmpty()) {
      result.put("failed_tasks", new ListValue(failed.stream().<Value>map(Value::of).toList()));
    }
    return result.build();
  }

  private static MapValue outputs(Turn turn) {
    return switch (turn.state.workflow().outputs()) {
      case Outputs.Mapped(List<Outputs.Entry> entries) -> mapped(turn, entries);
      case Outputs.Named(List<Outputs.Entry> entries) -> named(turn, entries);
      case Outputs.ResultOf(String node) -> Value.map("result", resultOf(turn, node));
      case Outputs.Sinks() -> sinks(turn);
    };
  }

  private static MapValue mapped(Turn turn, List<Outputs.Entry> entries) {
    MapValue.Builder result = MapValue.builder();
    boolean saysSucceeded = false;
    TaskScope scope = turn.scope();
    for (Outputs.Entry entry : entries) {
      saysSucceeded |= entry.key().equals("succeeded");
      try {
        result.put(entry.key(), entry.value().render(scope));
      } catch (ExpressionException failed) {
        turn.note("output_map, " + entry.key() + ": " + failed.getMessage());
      }
    }
    if (!saysSucceeded) {
      result.put("succeeded", true);
    }
    return result.build();
  }

  private static MapValue named(Turn turn, List<Outputs.Entry> entries) {
    MapValue.Builder result = MapValue.builder();
    TaskScope scope = turn.scope();
    for (Outputs.Entry entry : entries) {
      Value value = Value.nothing();
      try {
        value = entry.value().render(scope);
      } catch (ExpressionException failed) {
        turn.note("outputs, " + entry.key() + ": " + failed.getMessage());
      }
      result.put(entry.key(), value);
    }
    return result.build();
  }

  private static Value resultOf(Turn turn, String node) {
    NodeRun run = TaskView.lastFinished(turn.state, turn.graph().position(node));
    return run == null ? Value.nothing() : TaskView.result(turn.state, run);
  }

  private static MapValue sinks(Turn turn) {
    MapValue.Builder results = MapValue.builder();
    for (int node = 0; node < turn.graph().size(); node++) {
      if (turn.graph().successors(node).length == 0) {
        results.put(turn.graph().node(node).name(), resultOf(turn, turn.graph().node(node).name()));
      }
    }
    return results.build();
  }

  private static void end(
      Turn turn, ExecutionStatus status, MapValue result, @Nullable Failure failure) {
    Execution ended = turn.execution().ended(status, result, failure, turn.now);
    turn.save(ended);
    AttemptId parent = ended.origin().parent();
    if (parent != null) {
      turn.follow(new FollowUp.InformParent(parent, ended));
    }
  }

  /** Cancels an execution that a policy does not let begin (S1-162). */
  static void deny(Turn turn, Failure failure) {
    end(turn, ExecutionStatus.CANCELLED, failureResult(failure.message(), List.of()), failure);
  }

  /** Fails the execution as it stands, whatever is open in it. */
  static void abort(Turn turn, Failure failure) {
    end(
        turn,
        ExecutionStatus.FAILED,
        MapValue.builder().put("error", failure.message()).put("succeeded", false).build(),
        failure);
  }

  /** The map of a workflow's initial variables. */
  static MapValue initialVars(Turn turn, Map<String, Template> vars) {
    TaskScope scope = turn.scope();
    vars.forEach((name, value) -> scope.publish(name, value.render(scope)));
    return scope.published();
  }
}
