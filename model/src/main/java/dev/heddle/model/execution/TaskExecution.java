package dev.heddle.model.execution;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one task: the image of its row, of what the engine holds and of what the API
 * shows. An iteration has a row for the whole and one per item and attempt; a group has one.
 *
 * @param item the element an item works on, or the wave it belongs to is derived from its index
 * @param input the rendered input, kept for retries (S1-096)
 * @param child the execution that does the work of a nested workflow
 * @param group the activation of the group this task is a member of, or 0
 * @param triggers what led here; empty for entry points
 */
public record TaskExecution(
    TaskKey key,
    String name,
    TaskStatus status,
    @Nullable Value item,
    @Nullable Value input,
    @Nullable Value result,
    @Nullable Failure failure,
    @Nullable ExecutionId child,
    int group,
    List<Trigger> triggers,
    Times times,
    Progress progress) {

  public TaskExecution {
    triggers = List.copyOf(triggers);
  }

  /** The finished activation of another task whose transition led to this one. */
  public record Trigger(int node, int activation) {}

  /**
   * When what happened.
   *
   * @param due when a wait ends: a retry, a delay, a sleep or an inquiry's limit (S1-097)
   */
  public record Times(
      Instant scheduledAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant due) {

    public static Times scheduled(Instant at) {
      return new Times(at, null, null, null);
    }
  }

  /**
   * How far the engine is with a task, in the order of one execution: each number is taken from its
   * counter, so that the order of things survives a restart.
   *
   * @param scheduled when it was recorded
   * @param ended when its end was recorded, or 0
   * @param settled when that end was acted on: retried, counted or routed; or 0 (S1-121)
   * @param taken the transitions that fired, by position, and the branch of a choice
   * @param published the variables it wrote
   */
  public record Progress(
      int scheduled, int ended, int settled, List<Taken> taken, MapValue published) {

    public Progress {
      taken = List.copyOf(taken);
    }

    public static Progress scheduled(int order) {
      return new Progress(order, 0, 0, List.of(), MapValue.EMPTY);
    }
  }

  /** A transition that fired: its position and the targets it led to, by position. */
  public record Taken(int transition, List<Integer> targets) {
    public Taken {
      targets = List.copyOf(targets);
    }
  }

  public boolean isSettled() {
    return progress.settled() > 0;
  }

  /** Whether a transition that names a target fired, so that a failure is handled (S1-070). */
  public boolean ledOn() {
    for (Taken transition : progress.taken()) {
      if (!transition.targets().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  public TaskExecution withStatus(TaskStatus newStatus, Times newTimes) {
    return new TaskExecution(
        key, name, newStatus, item, input, result, failure, child, group, triggers, newTimes,
        progress);
  }

  public TaskExecution withChild(ExecutionId newChild) {
    return new TaskExecution(
        key, name, status, item, input, result, failure, newChild, group, triggers, times,
        progress);
  }

  public TaskExecution withInput(Value newInput) {
    return new TaskExecution(
        key, name, status, item, newInput, result, failure, child, group, triggers, times,
        progress);
  }

  public TaskExecution withResult(Value newResult) {
    return new TaskExecution(
        key, name, status, item, input, newResult, failure, child, group, triggers, times,
        progress);
  }

  public TaskExecution withProgress(Progress newProgress) {
    return new TaskExecution(
        key,
        name,
        status,
        item,
        input,
        result,
        failure,
        child,
        group,
        triggers,
        times,
        newProgress);
  }

  /** The same task, ended. */
  public TaskExecution ended(
      TaskStatus end,
      @Nullable Value endResult,
      @Nullable Failure endFailure,
      Instant startedAt,
      Instant endedAt,
      int order) {
    return new TaskExecution(
        key,
        name,
        end,
        item,
        input,
        endResult,
        endFailure,
        child,
        group,
        triggers,
        new Times(times.scheduledAt(), startedAt, endedAt, null),
        new Progress(progress.scheduled(), order, 0, progress.taken(), progress.published()));
  }
}
