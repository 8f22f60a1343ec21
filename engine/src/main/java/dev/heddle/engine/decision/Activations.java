package dev.heddle.engine.decision;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.Activation;
import dev.heddle.model.Node;
import dev.heddle.model.Propagation;
import dev.heddle.model.Work;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Trigger;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts nodes: activation rules, loop limit, guard, input (2.3). */
final class Activations {

  private Activations() {}

  /** Applies the activation rule of a node that a path has reached (S1-063, S1-064, S1-067). */
  static void arrive(Turn turn, Step.Arrive step) {
    Node node = turn.graph().node(step.node());
    if (!turn.state.countsArrivals(step.node())) {
      NodeRun latest = turn.state.latestRun(step.node());
      if (latest == null || latest.group != step.group()) {
        activate(turn, new Step.Activate(step.node(), List.of(step.from()), step.group()));
      }
      return;
    }
    Barrier barrier = turn.state.barrier(step.node(), step.group());
    int needed =
        switch (node.activation()) {
          case Activation.First() -> 1;
          case Activation.All() -> turn.graph().inboundCount(step.node());
          case Activation.Count(int arrivals) -> arrivals;
        };
    if (barrier.arrived() >= needed) {
      activate(turn, new Step.Activate(step.node(), barrier.arrivals(), step.group()));
    }
  }

  static void activate(Turn turn, Step.Activate step) {
    Node node = turn.graph().node(step.node());
    int started = turn.state.runsOf(step.node()).size();
    if (started >= turn.state.workflow().limits().maxActivations()) {
      turn.save(turn.execution().withFault(loopLimit(node)));
      return;
    }
    TaskKey key = TaskKey.first(step.node(), started + 1);
    begin(turn, row(turn, key, step));
  }

  /** Starts an activation that is recorded, unless its guard is false. */
  static void begin(Turn turn, TaskExecution task) {
    begin(turn, task, MapValue.EMPTY);
  }

  /** As {@link #begin}, with some of the input given instead of rendered. */
  static void begin(Turn turn, TaskExecution task, MapValue given) {
    Node node = turn.node(task.key());
    if (node.guard().isPresent()) {
      try {
        if (!node.guard().get().condition(turn.scope())) {
          skip(turn, task);
          return;
        }
      } catch (ExpressionException failed) {
        turn.fail(task, templateError(node, "when", failed));
        return;
      }
    }
    start(turn, node, task, given);
  }

  private static void start(Turn turn, Node node, TaskExecution task, MapValue given) {
    TaskKey key = task.key();
    if (node.work() instanceof Work.Group) {
      turn.save(task.withStatus(TaskStatus.RUNNING, started(turn, task)));
      for (int member : turn.graph().entryPointsWithin(key.node())) {
        Trigger from = new Trigger(key.node(), key.activation());
        turn.then(new Step.Activate(member, List.of(from), key.activation()));
      }
      return;
    }
    if (node.iteration().isPresent()) {
      Items.start(turn, node, task, given);
      return;
    }
    if (node.waitFor().isPresent()) {
      WaitFor.hold(turn, node, task);
      return;
    }
    try {
      Value input = laidOver(node.input().render(turn.scope()), given);
      Attempts.beginAfter(turn, task.withInput(input), node.timing().delay());
    } catch (ExpressionException failed) {
      turn.fail(task, templateError(node, "input", failed));
    }
  }

  /** An input in which some entries were given instead. */
  static Value laidOver(Value input, MapValue given) {
    if (given.isEmpty()) {
      return input;
    }
    MapValue all = input.plain() instanceof MapValue map ? map.withAll(given) : given;
    return input instanceof SecretValue ? SecretValue.mark(all) : all;
  }

  static TaskExecution.Times started(Turn turn, TaskExecution task) {
    return new TaskExecution.Times(task.times().scheduledAt(), turn.now, null, null);
  }

  private static TaskExecution row(Turn turn, TaskKey key, Step.Activate step) {
    TaskExecution task =
        new TaskExecution(
            key,
            turn.node(key).name(),
            TaskStatus.REQUESTED,
            null,
            null,
            null,
            null,
            null,
            step.group(),
            step.triggers(),
            TaskExecution.Times.scheduled(turn.now),
            TaskExecution.Progress.scheduled(turn.state.nextOrder()));
    turn.save(task);
    return task;
  }

  private static void skip(Turn turn, TaskExecution task) {
    turn.settle(
        task.ended(TaskStatus.SKIPPED, null, null, turn.now, turn.now, turn.state.nextOrder()));
    propagate(turn, turn.run(task.key()), Set.of());
  }

  /**
   * Records what depends on a node that did not succeed as skipped, where that is the rule; what
   * the node led to all the same only waits for its other predecessors.
   */
  static void propagate(Turn turn, NodeRun run, Set<Integer> ledTo) {
    if (turn.state.workflow().limits().propagation() != Propagation.SKIPPED) {
      return;
    }
    for (int target : turn.graph().successors(run.node)) {
      if (!ledTo.contains(target)) {
        turn.then(new Step.Skip(target, run.asTrigger(), run.group));
      }
    }
  }

  static void skip(Turn turn, Step.Skip step) {
    if (turn.state.runsOf(step.node()).isEmpty()) {
      Step.Activate reached = new Step.Activate(step.node(), List.of(step.from()), step.group());
      skip(turn, row(turn, TaskKey.first(step.node(), 1), reached));
    }
  }

  static Failure templateError(Node node, String field, ExpressionException failed) {
    return new Failure(
        FailureType.of(failed).label(),
        "Task " + node.name() + ", " + field + ": " + failed.getMessage(),
        new MapValue(Map.of("code", Value.of(failed.code().code()))));
  }

  private static Failure loopLimit(Node node) {
    return Failure.of("loop_limit_exceeded", "loop_limit_exceeded: " + node.name());
  }
}
