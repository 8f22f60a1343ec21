package dev.heddle.engine.decision;

import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskExecution.Progress;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Continues an ended execution as a new one: what {@link Reuse} says is taken over, the rest starts
 * again (S1-123, ADR 0065). In a failed iteration only the failed items run again, in a failed
 * group only the failed members, and a failed nested workflow is continued in the same way.
 */
final class Retrying {

  private final ExecutionState old;
  private final Turn turn;
  private final Reuse reuse;
  private final List<TaskExecution> kept = new ArrayList<>();
  private final List<TaskExecution> reopened = new ArrayList<>();
  private final List<TaskExecution> failed = new ArrayList<>();

  private Retrying(ExecutionState old, Turn turn, Reuse reuse) {
    this.old = old;
    this.turn = turn;
    this.reuse = reuse;
  }

  /** Why an execution cannot be continued; empty if it can. */
  static Optional<Reply> refusal(ExecutionState old) {
    ExecutionStatus status = old.execution().status();
    if (status != ExecutionStatus.FAILED && status != ExecutionStatus.TIMEOUT) {
      return conflict("Only a failed execution can be retried; this one is " + status.label());
    }
    Retrying plan =
        new Retrying(old, new Turn(old, NoSurroundings.INSTANCE, false), Reuse.ofFailed(old));
    plan.sort();
    if (plan.failed.isEmpty()) {
      String cause =
          old.execution().failure() == null ? "" : ": " + old.execution().failure().message();
      return conflict("No task failed that could run again" + cause);
    }
    return Optional.empty();
  }

  private static Optional<Reply> conflict(String message) {
    return Optional.of(new Reply.Refused(Reply.Reason.CONFLICT, message));
  }

  static Decider.Started retry(ExecutionState old, Execution fresh, Surroundings around) {
    return start(old, fresh, around, Reuse.ofFailed(old), null, MapValue.EMPTY);
  }

  /**
   * @param fresh as {@link #fresh} made it
   * @param chosen the activation that runs again whatever became of it; null if only what failed
   * @param input laid over its input
   */
  static Decider.Started start(
      ExecutionState old,
      Execution fresh,
      Surroundings around,
      Reuse reuse,
      @Nullable NodeRun chosen,
      MapValue input) {
    ExecutionState state = new ExecutionState(old.workflow(), fresh);
    return new Decider.Started(
        state, goOn(old, new Turn(state, around, true), reuse, chosen, input));
  }

  /** What continues an execution, before it has taken anything over. */
  static Execution fresh(
      ExecutionState old, ExecutionId id, Execution.Origin origin, Surroundings around) {
    Execution before = old.execution();
    return new Execution(
        id,
        before.workflow(),
        before.definition(),
        origin,
        before.parameters(),
        before.vars(),
        ExecutionStatus.RUNNING,
        null,
        null,
        null,
        around.now(),
        null,
        old.workflow().limits().timeout().map(around.now()::plus).orElse(null),
        null);
  }

  /** Begins what continues an execution and was held back until now. */
  static Decision admit(ExecutionState state, ExecutionState old, Surroundings around) {
    return admit(state, old, around, Reuse.ofFailed(old), null, MapValue.EMPTY);
  }

  static Decision admit(
      ExecutionState state,
      ExecutionState old,
      Surroundings around,
      Reuse reuse,
      @Nullable NodeRun chosen,
      MapValue input) {
    Turn turn = new Turn(state, around, false);
    turn.save(turn.execution().withHold(ExecutionStatus.RUNNING, null));
    return goOn(old, turn, reuse, chosen, input);
  }

  private static Decision goOn(
      ExecutionState old, Turn turn, Reuse reuse, @Nullable NodeRun chosen, MapValue input) {
    Retrying retrying = new Retrying(old, turn, reuse);
    retrying.sort();
    retrying.takeOver();
    retrying.startAgain(chosen, input);
    Decider.finish(turn);
    return turn.decision(new Reply.Done(turn.execution()));
  }

  private void sort() {
    for (NodeRun run : reuse.runs()) {
      switch (reuse.fate(run)) {
        case REUSED -> {
          kept.add(whole(run));
          for (int index = 0; index < run.itemCount(); index++) {
            kept.add(run.item(index));
          }
        }
        case PARTLY -> {
          reopened.add(whole(run));
          sortItems(run);
        }
        case AGAIN -> failed.add(whole(run));
        case IF_REACHED -> {}
      }
    }
  }

  /** The last attempt in the place of the first, so that activations stay in their order. */
  private static TaskExecution whole(NodeRun run) {
    Progress progress = run.whole().progress();
    return run.whole()
        .withProgress(
            new Progress(
                run.recorded,
                progress.ended(),
                progress.settled(),
                progress.taken(),
                progress.published()));
  }

  private void sortItems(NodeRun run) {
    for (int index = 0; index < run.itemCount(); index++) {
      TaskExecution item = run.item(index);
      (item.status() == TaskStatus.COMPLETED ? kept : failed).add(item);
    }
  }

  private void takeOver() {
    List<TaskExecution> images = new ArrayList<>();
    kept.forEach(task -> images.add(asRouted(renamed(task))));
    reopened.forEach(task -> images.add(reopen(task)));
    failed.stream().filter(task -> !task.key().isItem()).map(this::again).forEach(images::add);
    record Fact(int order, TaskExecution image) {}
    List<Fact> facts = new ArrayList<>();
    for (TaskExecution image : images) {
      Progress progress = image.progress();
      facts.add(new Fact(progress.scheduled(), asScheduled(image)));
      if (image.isSettled()) {
        facts.add(new Fact(progress.settled(), image));
      }
    }
    facts.sort(Comparator.comparingInt(Fact::order));
    facts.forEach(fact -> turn.save(fact.image()));
    takeOverInquiries();
  }

  /** What tasks that are kept have asked and been told: what waits for it finds it here. */
  private void takeOverInquiries() {
    for (Inquiry inquiry : old.inquiries()) {
      TaskKey asker = inquiry.id().task();
      boolean isKept = kept.stream().anyMatch(task -> task.key().equals(asker));
      if (isKept && inquiry.status() != InquiryStatus.PENDING) {
        turn.open(inquiry.in(turn.execution().id()));
      }
    }
  }

  /** A task's result, with its inquiry's id in the new execution. */
  private TaskExecution renamed(TaskExecution task) {
    Inquiry inquiry = old.inquiry(task.key());
    if (inquiry == null
        || !(task.result() instanceof MapValue result)
        || !Value.of(inquiry.id().toString()).equals(result.get("inquiry_id"))) {
      return task;
    }
    String id = inquiry.in(turn.execution().id()).id().toString();
    return task.withResult(result.with("inquiry_id", Value.of(id)));
  }

  /** As if it had just ended, if nothing followed from its end. */
  private TaskExecution asRouted(TaskExecution task) {
    if (task.key().isItem() || !reuse.isUnrouted(task)) {
      return task;
    }
    Progress progress = task.progress();
    turn.then(new Step.Settle(task.key()));
    return task.withProgress(
        new Progress(progress.scheduled(), progress.ended(), 0, List.of(), MapValue.EMPTY));
  }

  private static TaskExecution asScheduled(TaskExecution task) {
    return task.withProgress(Progress.scheduled(task.progress().scheduled()));
  }

  private TaskExecution reopen(TaskExecution task) {
    return new TaskExecution(
        task.key(),
        task.name(),
        TaskStatus.RUNNING,
        null,
        task.input(),
        null,
        null,
        null,
        task.group(),
        task.triggers(),
        new TaskExecution.Times(turn.now, turn.now, null, null),
        Progress.scheduled(task.progress().scheduled()));
  }

  /** Those that failed stand in their old places: what was started after them counts from there. */
  private void startAgain(@Nullable NodeRun chosen, MapValue input) {
    for (TaskExecution task : failed) {
      boolean isChosen = chosen != null && isOf(task, chosen);
      if (task.key().isItem()) {
        turn.save(again(task).withProgress(Progress.scheduled(turn.state.nextOrder())));
      } else if (task.child() != null && !isChosen) {
        Nested.goOn(turn, again(task).withInput(inputOf(task)).withChild(task.child()), false);
      } else {
        Activations.begin(turn, again(task), isChosen ? input : MapValue.EMPTY);
      }
    }
    for (TaskExecution task : reopened) {
      NodeRun run = turn.run(task.key());
      if (run.itemCount() > 0) {
        Items.advance(turn, run);
      }
    }
    reuse.ledToAgain().forEach(turn::then);
  }

  private static boolean isOf(TaskExecution task, NodeRun run) {
    return !task.key().isItem()
        && task.key().node() == run.node
        && task.key().activation() == run.number;
  }

  private static Value inputOf(TaskExecution task) {
    return task.input() == null ? MapValue.EMPTY : task.input();
  }

  /** The first attempt of a failed task or item, in its old place. */
  private TaskExecution again(TaskExecution task) {
    TaskKey key = new TaskKey(task.key().node(), task.key().activation(), task.key().item(), 1);
    return new TaskExecution(
        key,
        task.name(),
        TaskStatus.REQUESTED,
        task.item(),
        task.key().isItem() ? inputOf(task) : null,
        null,
        null,
        null,
        task.group(),
        task.triggers(),
        TaskExecution.Times.scheduled(turn.now),
        Progress.scheduled(task.progress().scheduled()));
  }
}
