package dev.heddle.engine.decision;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Catalog.Found;
import dev.heddle.engine.port.Throttle;
import dev.heddle.expressions.ExpressionException;
import dev.heddle.model.Node;
import dev.heddle.model.Parameters;
import dev.heddle.model.PermissionSets;
import dev.heddle.model.Retry;
import dev.heddle.model.Work;
import dev.heddle.model.Workflow;
import dev.heddle.model.action.Action;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins, repeats and hands out attempts (2.6, 2.8). */
final class Attempts {

  /** How often an attempt whose worker was lost is repeated beyond the task's own retries. */
  private static final int REPEATS_AFTER_LOSS = 3;

  private Attempts() {}

  /** Begins a recorded attempt, now or after a delay that survives restarts (S1-097). */
  static void beginAfter(Turn turn, TaskExecution task, Duration delay) {
    if (delay.isZero()) {
      begin(turn, task);
      return;
    }
    waitUntil(turn, task, turn.now.plus(delay), null);
  }

  private static void waitUntil(
      Turn turn, TaskExecution task, Instant due, @Nullable Instant startedAt) {
    TaskExecution.Times times = task.times();
    turn.save(
        task.withStatus(
            TaskStatus.WAITING,
            new TaskExecution.Times(times.scheduledAt(), startedAt, null, due)));
  }

  /** Begins a recorded attempt; a paused execution leaves it for later (S1-120). */
  static void begin(Turn turn, TaskExecution task) {
    if (turn.execution().isPaused()) {
      return;
    }
    Node node = turn.node(task.key());
    MapValue input = task.input() instanceof MapValue map ? map : MapValue.EMPTY;
    switch (node.work()) {
      case Work.Call(String ref, _) -> call(turn, task, ref, input, false);
      case Work.Wait() -> sleep(turn, task, input);
      case Work.Inquiry() -> Inquiries.ask(turn, task, node, input);
      case Work.Script script -> dispatch(turn, task, OwnWork.action(node, script), input);
      case Work.Container() -> dispatch(turn, task, OwnWork.CONTAINER, input);
      case Work.Op _, Work.Group _ ->
          turn.fail(
              task,
              FailureType.UNSUPPORTED_WORK.because(
                  "Task " + node.name() + " asks for work that nothing here carries out"));
    }
  }

  /** Lets an attempt go on that a policy held back. */
  static void admit(Turn turn, TaskExecution task) {
    if (task.child() != null) {
      Nested.goOn(turn, task, true);
      return;
    }
    if (turn.node(task.key()).work() instanceof Work.Call(String ref, _)) {
      call(turn, task, ref, task.input() instanceof MapValue map ? map : MapValue.EMPTY, true);
    }
  }

  /** Whether an attempt waits to be admitted. */
  static boolean isQueued(TaskExecution task) {
    return task.status() == TaskStatus.WAITING
        && task.times().due() == null
        && task.times().startedAt() == null
        && !WaitFor.isHeld(task);
  }

  /** Leaves an attempt to wait for a slot if what it calls falls under a policy (S1-161). */
  static boolean isThrottled(Turn turn, TaskExecution task, String ref, MapValue arguments) {
    Optional<Throttle> throttle = turn.around.throttle(ref);
    if (throttle.isEmpty()) {
      return false;
    }
    turn.save(
        task.withInput(arguments)
            .withStatus(
                TaskStatus.WAITING, TaskExecution.Times.scheduled(task.times().scheduledAt())));
    turn.claim(task.key(), throttle.get(), arguments);
    return true;
  }

  private static void call(
      Turn turn, TaskExecution task, String ref, MapValue input, boolean admitted) {
    switch (turn.around.find(ref)) {
      case Found.AnAction(Action action) -> callAction(turn, task, action, input, admitted);
      case Found.AWorkflow(Workflow workflow, long definition) ->
          Nested.start(turn, task, workflow, definition, input, admitted);
      case Found.Nothing(String reason) ->
          turn.fail(
              task,
              FailureType.ACTION_NOT_FOUND.because(
                  "Task " + task.name() + " calls " + ref + ": " + reason));
    }
  }

  private static void callAction(
      Turn turn, TaskExecution task, Action action, MapValue input, boolean admitted) {
    if (!action.enabled()) {
      turn.fail(
          task,
          FailureType.ACTION_DISABLED.because(
              "Task " + task.name() + " calls " + action.ref() + ", which is disabled"));
      return;
    }
    switch (action.parameters().bind(input)) {
      case Parameters.Bound.Refused refused -> refuse(turn, task, action.ref(), refused);
      case Parameters.Bound.Arguments(MapValue arguments) -> {
        if (admitted || !isThrottled(turn, task, action.ref(), arguments)) {
          dispatch(turn, task, action, arguments);
        }
      }
    }
  }

  private static void dispatch(Turn turn, TaskExecution task, Action action, MapValue arguments) {
    List<String> sets = permissionSets(turn, task, action);
    List<String> refused = undelegable(turn, sets);
    if (!refused.isEmpty()) {
      turn.fail(
          task,
          FailureType.FORBIDDEN.because(
              "Task %s asks for permissions that whoever started this (%s) may not hand on: %s"
                  .formatted(
                      task.name(),
                      turn.execution().origin().starter(),
                      String.join(", ", refused))));
      return;
    }
    TaskExecution scheduled =
        task.withInput(arguments)
            .withStatus(
                TaskStatus.SCHEDULED, TaskExecution.Times.scheduled(task.times().scheduledAt()));
    turn.save(scheduled);
    turn.release(new Effect.Dispatch(assignment(turn, scheduled, action, arguments, sets, false)));
  }

  private static Assignment assignment(
      Turn turn,
      TaskExecution task,
      Action action,
      MapValue arguments,
      List<String> sets,
      boolean recovered) {
    Node node = turn.node(task.key());
    Optional<Duration> timeout = node.timing().timeout();
    return new Assignment(
        turn.attempt(task.key()),
        turn.execution().workflow(),
        task.name(),
        action,
        arguments,
        timeout.isPresent() ? timeout : action.timeout(),
        turn.execution().origin().environment(),
        action.placement().overriddenBy(node.placement()),
        recovered,
        sets,
        Optional.empty());
  }

  /** Only programs of packs reach the API; steps and scripts know no more than their own files. */
  private static List<String> permissionSets(Turn turn, TaskExecution task, Action action) {
    return action.executor() instanceof Executor.Program
        ? action
            .permissions()
            .overriddenBy(
                turn.node(task.key()).permissions(), turn.execution().origin().permissionSets())
        : List.of();
  }

  /** The standard is anybody's, so that most tasks cost no question. */
  private static List<String> undelegable(Turn turn, List<String> sets) {
    boolean standard = sets.stream().allMatch(PermissionSets.STANDARD::equals);
    return standard ? List.of() : turn.around.undelegable(sets);
  }

  /** Hands an attempt out again whose runner went away with the last owner (design 2.4). */
  static void redispatch(Turn turn, TaskExecution task) {
    Node node = turn.node(task.key());
    Optional<Action> own = OwnWork.action(node);
    if (own.isPresent() && task.input() instanceof MapValue input) {
      releaseAgain(turn, task, own.get(), input);
      return;
    }
    if (!(node.work() instanceof Work.Call(String ref, _))) {
      return;
    }
    if (turn.around.find(ref) instanceof Found.AnAction(Action action)
        && task.input() instanceof MapValue arguments) {
      releaseAgain(turn, task, action, arguments);
      return;
    }
    turn.fail(
        task,
        FailureType.ACTION_NOT_FOUND.because(
            "Task " + task.name() + " calls " + ref + ", which is gone since it was started"));
  }

  private static void releaseAgain(
      Turn turn, TaskExecution task, Action action, MapValue arguments) {
    List<String> sets = permissionSets(turn, task, action);
    turn.release(new Effect.Dispatch(assignment(turn, task, action, arguments, sets, true)));
  }

  static void refuse(Turn turn, TaskExecution task, String ref, Parameters.Bound.Refused refused) {
    turn.fail(
        task,
        FailureType.INVALID_PARAMETERS.because(
            refused.message() + " (task " + task.name() + " calls " + ref + ")"));
  }

  static void timeOut(Turn turn, TaskExecution task) {
    Duration limit = turn.node(task.key()).timing().timeout().orElse(Duration.ZERO);
    String message =
        "Task " + task.name() + " ran longer than " + limit.toMillis() / 1000d + " seconds";
    turn.end(task, TaskStatus.TIMEOUT, null, Failure.of("timeout", message));
  }

  private static void sleep(Turn turn, TaskExecution task, MapValue input) {
    Optional<Duration> pause = seconds(input.getOr("seconds", Value.of(1)));
    if (pause.isEmpty()) {
      turn.fail(
          task,
          FailureType.INVALID_PARAMETERS.because(
              "Task " + task.name() + ": seconds must be a number of seconds, not negative"));
      return;
    }
    Optional<Duration> limit = turn.node(task.key()).timing().timeout();
    boolean isCutShort = limit.isPresent() && limit.get().compareTo(pause.get()) < 0;
    Duration wait = isCutShort ? limit.get() : pause.get();
    waitUntil(turn, task, turn.now.plus(wait), turn.now);
  }

  /** A pause ends, unless the task's time limit came first (S1-098). */
  static void endSleep(Turn turn, TaskExecution task) {
    MapValue input = task.input() instanceof MapValue map ? map : MapValue.EMPTY;
    Duration pause = seconds(input.getOr("seconds", Value.of(1))).orElse(Duration.ZERO);
    Instant startedAt = task.times().startedAt();
    if (startedAt != null && startedAt.plus(pause).isAfter(turn.now)) {
      timeOut(turn, task);
      return;
    }
    turn.end(task, TaskStatus.COMPLETED, MapValue.EMPTY, null);
  }

  /** A span in seconds, decimals allowed; empty if {@code value} is none. */
  static Optional<Duration> seconds(Value value) {
    if (!(value.plain() instanceof NumberValue number)
        || number.decimal().signum() < 0
        || number.decimal().compareTo(BigDecimal.valueOf(1_000_000_000)) > 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(number.decimal().movePointRight(3).longValue()));
  }

  /** Acts on the end of an attempt; the execution is neither paused nor stopping. */
  static void settle(Turn turn, Step.Settle step) {
    TaskExecution task = turn.state.find(step.task());
    if (task == null || task.isSettled() || turn.execution().isPaused()) {
      return;
    }
    if (turn.execution().isStopping()) {
      turn.settle(task);
      if (task.key().isItem()) {
        Stopping.afterItem(turn, task.key());
      }
      return;
    }
    if (retry(turn, task)) {
      return;
    }
    if (task.key().isItem()) {
      turn.settle(task);
      Items.advance(turn, turn.run(task.key()));
      return;
    }
    Routing.route(turn, task);
  }

  private static boolean retry(Turn turn, TaskExecution task) {
    Retry retry = turn.node(task.key()).retry();
    int retries = task.key().attempt();
    boolean lost = task.status() == TaskStatus.ABANDONED;
    int allowed = lost ? retry.count() + REPEATS_AFTER_LOSS : retry.count();
    if (!mayRetry(turn, task) || retries > allowed || (!lost && !wantsRetry(turn, task, retry))) {
      return false;
    }
    TaskExecution next =
        new TaskExecution(
            task.key().nextAttempt(),
            task.name(),
            TaskStatus.REQUESTED,
            task.item(),
            task.input(),
            null,
            null,
            null,
            task.group(),
            task.triggers(),
            TaskExecution.Times.scheduled(turn.now),
            TaskExecution.Progress.scheduled(turn.state.nextOrder()));
    turn.save(next);
    turn.settle(task);
    if (lost) {
      begin(turn, next);
      return true;
    }
    double factor = 1 + retry.jitter() * turn.around.jitter();
    long delay = Math.round(retry.delayBefore(retries).toMillis() * factor);
    beginAfter(turn, next, Duration.ofMillis(delay));
    return true;
  }

  private static boolean mayRetry(Turn turn, TaskExecution task) {
    boolean iterates = turn.node(task.key()).iteration().isPresent();
    if ((iterates && !task.key().isItem()) || WaitFor.isHeld(task)) {
      return false;
    }
    return switch (task.status()) {
      case FAILED, TIMEOUT, ABANDONED ->
          task.failure() == null || !FailureType.isFinal(task.failure());
      case REQUESTED, SCHEDULED, RUNNING, WAITING, COMPLETED, CANCELLED, SKIPPED -> false;
    };
  }

  private static boolean wantsRetry(Turn turn, TaskExecution task, Retry retry) {
    if (retry.onError().isEmpty()) {
      return true;
    }
    try {
      return retry
          .onError()
          .get()
          .condition(turn.scope(task.key()).about(task).after(Routing.facts(turn, task)));
    } catch (ExpressionException failed) {
      turn.note("Task " + task.name() + ", retry.on_error: " + failed.getMessage());
      return false;
    }
  }
}
