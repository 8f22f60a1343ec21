package dev.heddle.platform.executions;

import dev.heddle.engine.decision.ExecutionState;
import dev.heddle.engine.decision.PartialJoin;
import dev.heddle.engine.port.ClaimStore.Standing;
import dev.heddle.model.Activation;
import dev.heddle.model.Node;
import dev.heddle.model.Work;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.ExecutionStatus;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.platform.executions.Blocker.Code;
import dev.heddle.values.TextValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From rows to reasons: why an execution or a task of it does not run. Pure.
 *
 * @param pending the execution's open questions
 * @param standings what it has claimed under policies and not been given
 * @param place why an attempt that was handed out has not begun
 */
record Blockers(
    Shown shown,
    List<Inquiry> pending,
    List<Standing> standings,
    Instant now,
    Function<TaskExecution, Placed> place) {

  /** How many reasons of an execution are told. */
  static final int MOST = 20;

  private static final String ADMITTED = "a policy has admitted it; it is about to begin";

  /** What is known about an attempt that no worker has begun. */
  record Placed(Code code, String message) {}

  /**
   * Why the execution does not run; while a part of it runs, why others do not. Nested executions
   * are asked about separately.
   */
  List<Blocker> ofExecution() {
    Execution execution = shown.execution();
    if (execution.status().isTerminal()) {
      return List.of();
    }
    List<Blocker> blockers = new ArrayList<>();
    hold().ifPresent(blockers::add);
    if (execution.status() == ExecutionStatus.REQUESTED) {
      blockers.add(requested());
    }
    for (TaskExecution task : shown.tasks()) {
      ofTask(task).filter(blocker -> blocker.code() != Code.TURN).ifPresent(blockers::add);
      if (blockers.size() >= MOST) {
        return blockers;
      }
    }
    if (shown.tasks().stream().noneMatch(this::runs)) {
      joins().forEach(blockers::add);
    }
    return blockers;
  }

  /** Why a task does not run; empty if it does or has ended. */
  Optional<Blocker> ofTask(TaskExecution task) {
    return switch (task.status()) {
      case REQUESTED -> Optional.of(requested(task));
      case SCHEDULED -> Optional.of(scheduled(task));
      case WAITING -> Optional.of(waiting(task));
      case RUNNING -> Optional.ofNullable(task.child()).map(child -> child(task, child));
      case COMPLETED, FAILED, TIMEOUT, CANCELLED, SKIPPED, ABANDONED -> Optional.empty();
    };
  }

  /** Whether work is done for it: containers only wait for their parts. */
  private boolean runs(TaskExecution task) {
    Node node = shown.node(task);
    boolean isContainer =
        !task.key().isItem() && (node.iteration().isPresent() || node.work() instanceof Work.Group);
    return task.status() == TaskStatus.RUNNING && task.child() == null && !isContainer;
  }

  private Optional<Blocker> hold() {
    return switch (shown.execution().hold()) {
      case null -> Optional.empty();
      case Execution.Hold.Again _ -> Optional.empty(); // its policy says what it waits for
      case Execution.Hold.Paused paused ->
          Optional.of(
              new Blocker(
                  Code.PAUSED,
                  paused(paused),
                  shown.execution().id(),
                  null,
                  null,
                  List.of(paused.by()),
                  paused.at(),
                  null));
      case Execution.Hold.Stopping stopping ->
          Optional.of(
              new Blocker(
                  Code.CANCELING,
                  (stopping.expired()
                          ? "its time limit has passed"
                          : "cancelled by " + stopping.by())
                      + "; waits for the tasks that still run",
                  shown.execution().id(),
                  null,
                  null,
                  List.of(stopping.by()),
                  stopping.at(),
                  null));
    };
  }

  private static String paused(Execution.Hold.Paused paused) {
    return "paused by " + paused.by() + (paused.reason().isEmpty() ? "" : ": " + paused.reason());
  }

  private Blocker requested(TaskExecution task) {
    if (shown.execution().hold() instanceof Execution.Hold.Paused paused) {
      return blocker(Code.PAUSED, paused(paused), task, List.of(paused.by()), paused.at(), null);
    }
    int atOnce = shown.node(task).iteration().map(each -> each.window()).orElse(1);
    String message =
        "item " + task.key().item() + " waits for its turn; " + atOnce + " of them run at once";
    return blocker(Code.TURN, message, task, List.of(), task.times().scheduledAt(), null);
  }

  /** The execution as a whole waits under a policy. */
  private Blocker requested() {
    Optional<Standing> standing = standing(null);
    return new Blocker(
        Code.POLICY,
        standing.map(Blockers::policy).orElse(ADMITTED),
        shown.execution().id(),
        null,
        null,
        standing.map(Blockers::holders).orElse(List.of()),
        shown.execution().startedAt(),
        null);
  }

  private Optional<Standing> standing(@Nullable TaskKey task) {
    return standings.stream().filter(each -> Objects.equals(each.claim().task(), task)).findFirst();
  }

  private static String policy(Standing standing) {
    Claim claim = standing.claim();
    String text =
        "policy "
            + claim.policy()
            + (claim.key().isEmpty() ? "" : " for " + claim.key())
            + ": "
            + standing.ahead()
            + " before it"
            + (claim.priority() == 0 ? "" : " at priority " + claim.priority());
    return standing.holders().isEmpty()
        ? text
        : text + ", held by " + String.join(", ", holders(standing));
  }

  /** The executions or attempts that hold the slots. */
  private static List<String> holders(Standing standing) {
    return standing.holders().stream()
        .map(holder -> {
          TaskKey task = holder.claim().task();
          ExecutionId execution = holder.claim().execution();
          return task == null ? execution.toString() : new AttemptId(execution, task).toString();
        })
        .toList();
  }

  private Blocker scheduled(TaskExecution task) {
    Placed placed = place.apply(task);
    return blocker(
        placed.code(), placed.message(), task, List.of(), task.times().scheduledAt(), null);
  }

  private Blocker waiting(TaskExecution task) {
    Optional<Inquiry> question = question(task);
    if (question.isPresent()) {
      return inquiry(task, question.get());
    }
    Instant due = task.times().due();
    if (due == null && task.times().startedAt() == null) {
      Optional<Standing> standing = standing(task.key());
      return blocker(
          Code.POLICY,
          standing.map(Blockers::policy).orElse(ADMITTED),
          task,
          standing.map(Blockers::holders).orElse(List.of()),
          task.times().scheduledAt(),
          null);
    }
    boolean isOver = due != null && !due.isAfter(now);
    if (isOver && shown.execution().hold() instanceof Execution.Hold.Paused paused) {
      return blocker(Code.PAUSED, paused(paused), task, List.of(paused.by()), paused.at(), null);
    }
    Instant since = task.times().startedAt();
    if (since != null) {
      return blocker(Code.SLEEP, "sleeps until " + due, task, List.of(), since, due);
    }
    since = task.times().scheduledAt();
    int attempt = task.key().attempt();
    if (attempt > 1) {
      int last = shown.node(task).retry().count() + 1;
      String message =
          "attempt " + attempt + " of " + Math.max(last, attempt) + " starts at " + due;
      return blocker(Code.RETRY, message, task, List.of(), since, due);
    }
    return blocker(Code.DELAY, "its delay ends at " + due, task, List.of(), since, due);
  }

  /** The question a task is, or the one of another task that it waits for (S1-110). */
  private Optional<Inquiry> question(TaskExecution task) {
    String waitsFor = task.input() instanceof TextValue id ? id.text() : "";
    return pending.stream()
        .filter(each ->
            each.id().toString().equals(waitsFor)
                || (each.id().task().equals(task.key()) && !each.isBeside()))
        .findFirst();
  }

  private Blocker inquiry(TaskExecution task, Inquiry inquiry) {
    String whom = inquiry.assignedTo();
    return blocker(
        Code.INQUIRY,
        "waits for an answer of " + (whom == null ? "anybody who may" : whom),
        task,
        whom == null ? List.of() : List.of(whom),
        inquiry.createdAt(),
        inquiry.expiresAt());
  }

  private Blocker child(TaskExecution task, ExecutionId child) {
    return blocker(
        Code.CHILD,
        "waits for execution " + child,
        task,
        List.of(child.toString()),
        task.times().startedAt(),
        task.times().due());
  }

  private List<Blocker> joins() {
    boolean hasBarriers =
        shown.workflow().graph().nodes().stream()
            .anyMatch(node -> !(node.activation() instanceof Activation.First));
    if (!hasBarriers) {
      return List.of();
    }
    ExecutionState state =
        ExecutionState.restore(shown.workflow(), shown.execution(), shown.tasks(), pending);
    return PartialJoin.of(state).stream().map(this::join).toList();
  }

  private Blocker join(PartialJoin join) {
    return new Blocker(
        Code.JOIN,
        "%d of %d have arrived; waits for %s"
            .formatted(join.arrived(), join.needed(), String.join(", ", join.missing())),
        shown.execution().id(),
        join.node(),
        null,
        join.missing(),
        null,
        null);
  }

  private Blocker blocker(
      Code code,
      String message,
      TaskExecution task,
      List<String> by,
      @Nullable Instant since,
      @Nullable Instant until) {
    return new Blocker(
        code,
        message,
        shown.execution().id(),
        task.name(),
        new AttemptId(shown.execution().id(), task.key()),
        by,
        since,
        until);
  }
}
