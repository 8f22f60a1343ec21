package dev.heddle.engine.decision;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.Throttle;
import dev.heddle.model.Graph;
import dev.heddle.model.Node;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One decision in the making: the state, what has been changed so far, and what is left to do. */
final class Turn {

  final ExecutionState state;
  final Surroundings around;
  final Instant now;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Map<TaskKey, TaskExecution> tasks = new LinkedHashMap<>();
  private final Set<TaskKey> created = new LinkedHashSet<>();
  private final Map<TaskKey, Inquiry> opened = new LinkedHashMap<>();
  private final Map<TaskKey, Inquiry> closed = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<FollowUp> followUps = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final boolean executionCreated;
  private boolean executionChanged;

  Turn(ExecutionState state, Surroundings around, boolean created) {
    this.state = state;
    this.around = around;
    this.now = around.now();
    this.executionCreated = created;
    this.executionChanged = created;
  }

  Graph graph() {
    return state.graph();
  }

  Execution execution() {
    return state.execution();
  }

  Node node(TaskKey key) {
    return state.graph().node(key.node());
  }

  NodeRun run(TaskKey key) {
    return state.run(key.node(), key.activation());
  }

  AttemptId attempt(TaskKey key) {
    return new AttemptId(execution().id(), key);
  }

  TaskScope scope() {
    return new TaskScope(state, around);
  }

  /** The scope of one item of an iteration, or of the task as a whole. */
  TaskScope scope(TaskKey key) {
    return key.isItem() ? Items.scope(this, run(key), key.item()) : scope();
  }

  void then(Step step) {
    steps.add(step);
  }

  @Nullable Step nextStep() {
    return steps.poll();
  }

  void save(Execution execution) {
    state.put(execution);
    executionChanged = true;
  }

  void save(TaskExecution task) {
    if (state.put(task)) {
      created.add(task.key());
    }
    tasks.put(task.key(), task);
  }

  void open(Inquiry inquiry) {
    state.put(inquiry);
    opened.put(inquiry.id().task(), inquiry);
  }

  void close(Inquiry inquiry) {
    state.put(inquiry);
    if (opened.replace(inquiry.id().task(), inquiry) == null) {
      closed.put(inquiry.id().task(), inquiry);
    }
  }

  /** A warning for the execution's log; names only, no values (S1-126). */
  void note(String warning) {
    notes.add(warning);
  }

  /** Asks for a slot: for an attempt, or for the execution if {@code task} is null. */
  void claim(@Nullable TaskKey task, Throttle throttle, MapValue arguments) {
    claims.add(
        new Claim(
            execution().id(),
            task,
            throttle.policy(),
            throttle.key(arguments),
            execution().origin().priority(),
            now));
  }

  void follow(FollowUp followUp) {
    followUps.add(followUp);
  }

  void release(Effect effect) {
    effects.add(effect);
  }

  /** Records the end of an attempt and leaves it to be settled, at once or after a pause. */
  void end(
      TaskExecution task, TaskStatus status, @Nullable Value result, @Nullable Failure failure) {
    Instant startedAt = task.times().startedAt() == null ? now : task.times().startedAt();
    end(task.ended(status, result, failure, startedAt, now, state.nextOrder()));
  }

  void end(TaskExecution ended) {
    save(ended);
    then(new Step.Settle(ended.key()));
  }

  void fail(TaskExecution task, Failure failure) {
    end(task, TaskStatus.FAILED, null, failure);
  }

  /** Marks the end of an attempt as acted upon. */
  void settle(TaskExecution task) {
    TaskExecution.Progress progress = task.progress();
    save(
        task.withProgress(
            new TaskExecution.Progress(
                progress.scheduled(),
                progress.ended(),
                state.nextOrder(),
                progress.taken(),
                progress.published())));
  }

  /** Ends a task without outcome and without anything that follows from it. */
  void cancel(TaskExecution task) {
    Instant startedAt = task.times().startedAt() == null ? now : task.times().startedAt();
    settle(
        task.ended(TaskStatus.CANCELLED, task.result(), null, startedAt, now, state.nextOrder()));
  }

  Decision decision(Reply reply) {
    List<TaskExecution> inserted = new ArrayList<>();
    List<TaskExecution> updated = new ArrayList<>();
    for (TaskExecution task : tasks.values()) {
      (created.contains(task.key()) ? inserted : updated).add(task);
    }
    Changes changes =
        new Changes(
            execution().id(),
            executionChanged ? execution() : null,
            executionCreated,
            inserted,
            updated,
            List.copyOf(opened.values()),
            List.copyOf(closed.values()),
            List.copyOf(notes),
            List.copyOf(claims));
    return new Decision(changes, List.copyOf(followUps), List.copyOf(effects), reply);
  }
}
