package dev.heddle.engine.decision;

import dev.heddle.expressions.ExpressionException;
import dev.heddle.expressions.Template;
import dev.heddle.model.Node;
import dev.heddle.model.Outcome;
import dev.heddle.model.Publication;
import dev.heddle.model.Transition;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Taken;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Goes on from a task that has ended: publishes, then evaluates its transitions, then starts what
 * they lead to, in this order (S1-044, S1-060).
 */
final class Routing {

  private Routing() {}

  /** The outcome of a task as transitions see it; empty if it has none. */
  static Optional<Outcome> outcome(TaskStatus status) {
    return switch (status) {
      case COMPLETED -> Optional.of(Outcome.SUCCEEDED);
      case FAILED, ABANDONED -> Optional.of(Outcome.FAILED);
      case TIMEOUT -> Optional.of(Outcome.TIMED_OUT);
      case REQUESTED, SCHEDULED, RUNNING, WAITING, CANCELLED, SKIPPED -> Optional.empty();
    };
  }

  /** What {@code succeeded()} and {@code result()} say about a task just ended (S1-058). */
  static dev.heddle.expressions.Outcome facts(Turn turn, TaskExecution task) {
    dev.heddle.expressions.Outcome.Kind kind =
        switch (outcome(task.status()).orElse(Outcome.FAILED)) {
          case SUCCEEDED -> dev.heddle.expressions.Outcome.Kind.SUCCEEDED;
          case FAILED -> dev.heddle.expressions.Outcome.Kind.FAILED;
          case TIMED_OUT -> dev.heddle.expressions.Outcome.Kind.TIMED_OUT;
        };
    Value result =
        task.key().isItem()
            ? task.result() == null ? Value.nothing() : task.result()
            : TaskView.result(turn.state, turn.run(task.key()));
    return new dev.heddle.expressions.Outcome(kind, result);
  }

  static void route(Turn turn, TaskExecution task) {
    Optional<Outcome> outcome = outcome(task.status());
    if (outcome.isEmpty()) {
      turn.settle(task);
      return;
    }
    Node node = turn.node(task.key());
    Way way = new Way(turn, task, outcome.get());
    try {
      way.follow(node);
    } catch (ExpressionException failed) {
      TaskExecution unpublished =
          task.ended(
              TaskStatus.FAILED,
              task.result(),
              FailureType.PUBLISH_ERROR.because(
                  "Task " + node.name() + ", publish: " + failed.getMessage()),
              task.times().startedAt() == null ? turn.now : task.times().startedAt(),
              task.times().endedAt() == null ? turn.now : task.times().endedAt(),
              task.progress().ended());
      turn.save(unpublished);
      route(turn, unpublished);
      return;
    }
    way.goOn();
  }

  /** The way one ended task takes. */
  private static final class Way {
    private final Turn turn;
    private final TaskExecution task;
    private final Outcome outcome;
    private final TaskScope scope;
    private final List<Taken> taken = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Way(Turn turn, TaskExecution task, Outcome outcome) {
      this.turn = turn;
      this.task = task;
      this.outcome = outcome;
      this.scope = turn.scope().after(facts(turn, task));
    }

    /**
     * Evaluates everything without changing anything.
     *
     * @throws ExpressionException if a task that succeeded cannot publish (S1-061)
     */
    void follow(Node node) {
      if (node.publishOn().contains(outcome)) {
        publish(node.publish());
      }
      for (int i = 0; i < node.transitions().size(); i++) {
        Transition transition = node.transitions().get(i);
        if (!transition.on().contains(outcome)) {
          continue;
        }
        switch (transition) {
          case Transition.Edge edge -> {
            if (edge.when().isEmpty() || holds(edge.when().get(), edge.kind())) {
              publish(edge.publish());
              take(i, edge.targets());
            }
          }
          case Transition.Choice choice -> take(i, choose(choice));
          case Transition.Absorption _ -> take(i, List.of());
        }
      }
    }

    private List<String> choose(Transition.Choice choice) {
      for (Transition.Branch branch : choice.branches()) {
        if (holds(branch.when(), choice.kind())) {
          return branch.targets();
        }
      }
      return choice.otherwise();
    }

    /** A condition that cannot be evaluated counts as false, with a warning (S1-042, D-31). */
    private boolean holds(Template condition, String kind) {
      try {
        return condition.condition(scope);
      } catch (ExpressionException failed) {
        notes.add("Task " + task.name() + ", " + kind + " condition: " + failed.getMessage());
        return false;
      }
    }

    private void publish(List<Publication> publications) {
      for (Publication publication : publications) {
        try {
          scope.publish(publication.variable(), publication.value().render(scope));
        } catch (ExpressionException failed) {
          if (outcome == Outcome.SUCCEEDED) {
            throw failed;
          }
          notes.add(
              "Task "
                  + task.name()
                  + ", publish "
                  + publication.variable()
                  + ": "
                  + failed.getMessage());
        }
      }
    }

    private void take(int transition, List<String> targets) {
      taken.add(new Taken(transition, targets.stream().map(turn.graph()::position).toList()));
    }

    /** Records the way and starts what it leads to; a target named twice starts once (S1-055). */
    void goOn() {
      notes.forEach(turn::note);
      MapValue published = scope.published();
      TaskExecution.Progress progress = task.progress();
      turn.save(
          task.withProgress(
              new TaskExecution.Progress(
                  progress.scheduled(),
                  progress.ended(),
                  turn.state.nextOrder(),
                  taken,
                  published)));
      NodeRun run = turn.run(task.key());
      Set<Integer> targets = new LinkedHashSet<>();
      taken.forEach(transition -> targets.addAll(transition.targets()));
      for (int target : targets) {
        turn.then(new Step.Arrive(target, run.asTrigger(), run.group));
      }
      if (outcome != Outcome.SUCCEEDED) {
        Activations.propagate(turn, run, targets);
      }
    }
  }
}
