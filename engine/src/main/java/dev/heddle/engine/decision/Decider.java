package dev.heddle.engine.decision;

import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.Throttle;
import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.Parameters;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides on commands: the only way an execution changes. */
public final class Decider {

  private Decider() {}

  /** A new execution, and the decision that starts it. */
  public record Started(ExecutionState state, Decision decision) {}

  /**
   * Starts an execution with parameters that were bound by {@link Parameters#bind}: a start with
   * wrong parameters is refused before there is an execution (S1-006).
   */
  public static Started start(
      ExecutionId id,
      Workflow workflow,
      long definition,
      Execution.Origin origin,
      MapValue parameters,
      Surroundings around) {
    Instant now = around.now();
    Execution blank =
        new Execution(
            id,
            workflow.ref(),
            definition,
            origin,
            parameters,
            MapValue.EMPTY,
            ExecutionStatus.RUNNING,
            null,
            null,
            null,
            now,
            null,
            workflow.limits().timeout().map(now::plus).orElse(null),
            null);
    Turn draft = new Turn(new ExecutionState(workflow, blank), around, true);
    MapValue vars;
    try {
      vars = Ending.initialVars(draft, workflow.vars());
    } catch (ExpressionException failed) {
      String message = "vars: " + failed.getMessage();
      Ending.abort(draft, FailureType.of(failed).because(message));
      return new Started(draft.state, draft.decision(new Reply.Done(draft.execution())));
    }
    ExecutionState state = new ExecutionState(workflow, blank.withVars(vars));
    Optional<Throttle> throttle = Queueing.throttle(blank, around);
    if (throttle.isPresent()) {
      return Queueing.request(state, null, throttle.get(), around);
    }
    Turn turn = new Turn(state, around, true);
    for (int node : workflow.graph().entryPoints()) {
      turn.then(new Step.Activate(node, List.of(), 0));
    }
    finish(turn);
    return new Started(state, turn.decision(new Reply.Done(turn.execution())));
  }

  /** Why a failed execution cannot be continued; empty if it can (S1-123). */
  public static Optional<Reply> refuseRetry(ExecutionState failed) {
    return Retrying.refusal(failed);
  }

  /**
   * Continues a failed execution as a new one, where {@link #refuseRetry} allows it (S1-123), at
   * once or when it is admitted.
   */
  public static Started retry(
      ExecutionState failed, ExecutionId id, Execution.Origin origin, Surroundings around) {
    Execution fresh = Retrying.fresh(failed, id, origin, around);
    return Queueing.throttle(fresh, around)
        .map(throttle ->
            Queueing.request(new ExecutionState(failed.workflow(), fresh), null, throttle, around))
        .orElseGet(() -> Retrying.retry(failed, fresh, around));
  }

  /** What a rerun of an ended execution from one of its tasks would do (ADR 0065). */
  public static Rerun.Preview preview(ExecutionState ended, Rerun rerun) {
    return Rerunning.preview(ended, rerun);
  }

  /**
   * Runs an ended execution again as a new one, where {@link #preview} allows it, at once or when
   * it is admitted.
   */
  public static Started rerun(
      ExecutionState ended,
      Rerun rerun,
      ExecutionId id,
      Execution.Origin origin,
      Surroundings around) {
    Execution fresh = Retrying.fresh(ended, id, origin, around);
    return Queueing.throttle(fresh, around)
        .map(throttle ->
            Queueing.request(
                new ExecutionState(ended.workflow(), fresh), rerun.held(), throttle, around))
        .orElseGet(() -> Rerunning.rerun(ended, rerun, fresh, around));
  }

  /** Continues an ended execution as one that was held back until now. */
  public static Decision admit(ExecutionState state, ExecutionState former, Surroundings around) {
    return state.execution().hold() instanceof Execution.Hold.Again again
        ? Rerunning.admit(state, former, Rerun.of(again), around)
        : Retrying.admit(state, former, around);
  }

  /**
   * Ends an execution on which the engine itself failed, so that it neither hangs nor disturbs
   * others (security row 27).
   */
  public static Decision quarantine(ExecutionState state, String message, Surroundings around) {
    Turn turn = new Turn(state, around, false);
    Ending.abort(turn, Failure.of("engine_error", message));
    return turn.decision(new Reply.Done(turn.execution()));
  }

  /** Decides on a command for an execution that exists. */
  public static Decision decide(ExecutionState state, Command command, Surroundings around) {
    Turn turn = new Turn(state, around, false);
    if (turn.execution().status().isTerminal()) {
      return turn.decision(refuse("The execution has ended: " + turn.execution().status().label()));
    }
    Reply reply =
        switch (command) {
          case Command.BeginTask begin -> begin(turn, begin);
          case Command.EndTask end -> end(turn, end);
          case Command.EndChild end -> endChild(turn, end);
          case Command.Admit(TaskKey task) -> Queueing.admit(turn, task);
          case Command.Deny(TaskKey task, String message) -> Queueing.deny(turn, task, message);
          case Command.Wake() -> wake(turn);
          case Command.Recover() -> recover(turn);
          case Command.Pause pause -> pause(turn, pause);
          case Command.Resume _ -> resume(turn);
          case Command.Cancel cancel -> Stopping.cancel(turn, cancel);
          case Command.Ask ask -> BesideInquiries.ask(turn, ask);
          case Command.Respond respond -> Inquiries.respond(turn, respond);
          case Command.CancelInquiry cancel -> Inquiries.cancel(turn, cancel);
        };
    if (reply instanceof Reply.Done && !turn.execution().status().isTerminal()) {
      finish(turn);
    }
    return turn.decision(reply instanceof Reply.Done ? new Reply.Done(turn.execution()) : reply);
  }

  static Reply refuse(String message) {
    return new Reply.Refused(Reply.Reason.CONFLICT, message);
  }

  /** Does all that is left to do, ends what has ended, and notes when to look again. */
  static void finish(Turn turn) {
    if (turn.execution().status() == ExecutionStatus.REQUESTED) {
      noteWakeAt(turn);
      return;
    }
    do {
      for (Step step = turn.nextStep(); step != null; step = turn.nextStep()) {
        run(turn, step);
      }
    } while (Ending.endGroups(turn));
    if (turn.state.open() == 0
        && !turn.execution().isPaused()
        && !BesideInquiries.isAnyPending(turn.state)) {
      Ending.endExecution(turn);
      return;
    }
    noteWakeAt(turn);
  }

  /**
   * Keeps the moment to look at the execution again at or before the first thing due. A moment that
   * is too early costs one look, so it is left alone until it has passed.
   */
  private static void noteWakeAt(Turn turn) {
    Instant due = BesideInquiries.earlier(turn.state, turn.state.nextDue());
    Instant noted = turn.execution().wakeAt();
    boolean passed = noted != null && !noted.isAfter(turn.now);
    boolean earlier = due != null && (noted == null || due.isBefore(noted));
    if (earlier || (passed && !Objects.equals(noted, due))) {
      turn.save(turn.execution().withWakeAt(due));
    }
  }

  private static void run(Turn turn, Step step) {
    if (turn.execution().isStopping() && !(step instanceof Step.Settle)) {
      return;
    }
    switch (step) {
      case Step.Arrive arrive -> Activations.arrive(turn, arrive);
      case Step.Activate activate -> Activations.activate(turn, activate);
      case Step.Skip skip -> Activations.skip(turn, skip);
      case Step.Settle settle -> Attempts.settle(turn, settle);
    }
  }

  private static Reply begin(Turn turn, Command.BeginTask command) {
    TaskExecution task = turn.state.find(command.task());
    if (task == null || task.status() != TaskStatus.SCHEDULED) {
      return refuse("The attempt has begun or ended already");
    }
    turn.save(
        task.withStatus(
            TaskStatus.RUNNING,
            new TaskExecution.Times(task.times().scheduledAt(), command.at(), null, null)));
    return new Reply.Done(turn.execution());
  }

  private static Reply end(Turn turn, Command.EndTask command) {
    TaskExecution task = turn.state.find(command.task());
    if (task == null || !task.status().isDispatched()) {
      return refuse("The attempt has ended already");
    }
    int order = turn.state.nextOrder();
    Instant from = command.startedAt();
    Instant to = command.endedAt();
    Value result = Declared.reported(turn, task, command.report().result());
    turn.end(
        switch (command.report()) {
          case Report.Succeeded(var value) -> {
            Declared.compare(turn, task, value);
            yield task.ended(TaskStatus.COMPLETED, result, null, from, to, order);
          }
          case Report.Failed(var failure, _) ->
              task.ended(TaskStatus.FAILED, result, failure, from, to, order);
          case Report.TimedOut(var failure, _) ->
              task.ended(TaskStatus.TIMEOUT, result, failure, from, to, order);
          case Report.Cancelled _ ->
              task.ended(TaskStatus.CANCELLED, result, null, from, to, order);
          case Report.Abandoned(var failure) ->
              task.ended(TaskStatus.ABANDONED, null, failure, from, to, order);
        });
    return new Reply.Done(turn.execution());
  }

  private static Reply endChild(Turn turn, Command.EndChild command) {
    TaskExecution task = turn.state.find(command.task());
    Execution child = command.child();
    if (task == null || task.status().isTerminal() || !child.id().equals(task.child())) {
      return refuse("The task does not wait for execution " + child.id());
    }
    Failure failure = child.failure();
    TaskStatus status =
        switch (child.status()) {
          case COMPLETED -> TaskStatus.COMPLETED;
          case CANCELLED -> TaskStatus.CANCELLED;
          case TIMEOUT -> TaskStatus.TIMEOUT;
          case REQUESTED, RUNNING, CANCELING, FAILED -> TaskStatus.FAILED;
        };
    turn.end(task, status, child.result(), failure);
    return new Reply.Done(turn.execution());
  }

  private static Reply wake(Turn turn) {
    if (turn.execution().isStopping()) {
      return new Reply.Done(turn.execution());
    }
    Instant deadline = turn.execution().deadline();
    boolean paused = turn.execution().isPaused();
    if (!paused && deadline != null && !deadline.isAfter(turn.now)) {
      Stopping.expire(turn);
      return new Reply.Done(turn.execution());
    }
    if (!paused) {
      BesideInquiries.expire(turn);
    }
    for (TaskKey key : turn.state.dueBy(turn.now)) {
      TaskExecution task = turn.state.find(key);
      if (task != null && task.times().due() != null) {
        wake(turn, task, paused);
      }
    }
    return new Reply.Done(turn.execution());
  }

  private static void wake(Turn turn, TaskExecution task, boolean paused) {
    ExecutionId child = task.child();
    if (child != null) {
      Nested.expire(turn, task, child);
      return;
    }
    boolean begun = task.times().startedAt() != null;
    if (begun && turn.node(task.key()).work() instanceof Work.Wait) {
      Attempts.endSleep(turn, task);
      return;
    }
    if (paused) {
      return;
    }
    Inquiry inquiry = turn.state.inquiry(task.key());
    if (inquiry != null && inquiry.status() == InquiryStatus.PENDING) {
      Inquiries.expire(turn, task, inquiry);
      return;
    }
    Attempts.begin(turn, task);
  }

  private static Reply recover(Turn turn) {
    boolean stopping = turn.execution().isStopping();
    for (TaskExecution task : latest(turn.state)) {
      if (!task.status().isDispatched() || task.child() != null || isContainer(turn, task)) {
        continue;
      }
      if (stopping) {
        turn.cancel(task);
        if (task.key().isItem()) {
          Stopping.afterItem(turn, task.key());
        }
      } else {
        Attempts.redispatch(turn, task);
      }
    }
    return new Reply.Done(turn.execution());
  }

  private static boolean isContainer(Turn turn, TaskExecution task) {
    return !task.key().isItem()
        && (turn.node(task.key()).iteration().isPresent()
            || turn.node(task.key()).work() instanceof Work.Group);
  }

  private static List<TaskExecution> latest(ExecutionState state) {
    List<TaskExecution> tasks = new ArrayList<>();
    for (int node = 0; node < state.graph().size(); node++) {
      for (NodeRun run : state.runsOf(node)) {
        tasks.add(run.whole());
        for (int index = 0; index < run.itemCount(); index++) {
          tasks.add(run.item(index));
        }
      }
    }
    return tasks;
  }

  private static Reply pause(Turn turn, Command.Pause command) {
    if (turn.execution().isPaused()) {
      return refuse("The execution is paused already");
    }
    if (turn.execution().status() == ExecutionStatus.REQUESTED) {
      return refuse("The execution has not begun yet");
    }
    if (turn.execution().isStopping()) {
      return refuse("The execution is being cancelled");
    }
    turn.save(
        turn.execution()
            .withHold(
                ExecutionStatus.RUNNING,
                new Execution.Hold.Paused(command.by(), command.reason(), turn.now)));
    return new Reply.Done(turn.execution());
  }

  /** Acts on what ended meanwhile, in order, then begins what was held back (S1-121). */
  private static Reply resume(Turn turn) {
    if (!turn.execution().isPaused()) {
      return refuse("The execution is not paused");
    }
    turn.save(turn.execution().withHold(ExecutionStatus.RUNNING, null));
    wake(turn);
    List<TaskExecution> tasks = latest(turn.state);
    tasks.stream()
        .filter(task -> task.status().isTerminal() && !task.isSettled())
        .sorted(Comparator.comparingInt(task -> task.progress().ended()))
        .forEach(task -> turn.then(new Step.Settle(task.key())));
    for (TaskExecution task : tasks) {
      if (task.status() == TaskStatus.REQUESTED && !task.key().isItem()) {
        Attempts.begin(turn, task);
      }
      WaitFor.look(turn, task);
    }
    for (TaskExecution task : tasks) {
      if (!task.key().isItem() && turn.node(task.key()).iteration().isPresent()) {
        resumeItems(turn, turn.run(task.key()));
      }
    }
    return new Reply.Done(turn.execution());
  }

  private static void resumeItems(Turn turn, NodeRun run) {
    if (run.isOpen() && run.itemCount() > 0 && !run.whole().status().isTerminal()) {
      run.nextItem = 0;
      Items.advance(turn, run);
    }
  }

  /** The task as it stands, for those who look from outside; null if there is none. */
  public static @Nullable TaskExecution find(ExecutionState state, TaskKey key) {
    return state.find(key);
  }
}
