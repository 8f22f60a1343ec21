package dev.heddle.platform.executions;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an execution or a task does not run.
 *
 * @param code what kind of reason it is; stable
 * @param message the reason in words, without values of the execution
 * @param execution in which it is: the execution asked about or one nested in it
 * @param task the name of the task that waits; null if it is the execution as a whole
 * @param attempt the attempt that waits, if there is one already
 * @param by who or what is waited for: logins, tasks, executions, attempts, as the code says
 */
public record Blocker(
    Code code,
    String message,
    ExecutionId execution,
    @Nullable String task,
    @Nullable AttemptId attempt,
    List<String> by,
    @Nullable Instant since,
    @Nullable Instant until) {

  /** The kinds of reasons. */
  public enum Code {
    /** Somebody paused the execution; {@code by} them. */
    PAUSED,
    /** It is being cancelled and waits for what still runs; {@code by} who cancelled it. */
    CANCELING,
    /**
     * A person has to answer; {@code by} whoever it is assigned to, nobody in particular if empty.
     */
    INQUIRY,
    /** A policy has no room for it; {@code by} those that hold the slots. */
    POLICY,
    /** The next attempt is not due yet. */
    RETRY,
    /** Its delay has not passed yet. */
    DELAY,
    /** It sleeps on purpose. */
    SLEEP,
    /** Other items of its iteration come first. */
    TURN,
    /** Too few of its predecessors have arrived; {@code by} the tasks that have not. */
    JOIN,
    /** Another execution does the work; {@code by} it. */
    CHILD,
    /** Handed to a worker that has room and has not begun yet. */
    STARTING,
    UNKNOWN_QUEUE,
    NO_MATCHING_WORKER,
    WORKERS_AWAY,
    WORKERS_BUSY;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Blocker {
    by = List.copyOf(by);
  }

  /** The JSON form of some. */
  public static ListValue asValue(List<Blocker> blockers) {
    return new ListValue(blockers.stream().<Value>map(Blocker::toValue).toList());
  }

  /** Its JSON form. */
  public MapValue toValue() {
    return MapValue.builder()
        .put("code", code.label())
        .put("message", message)
        .put("execution", execution.toString())
        .put("task", Fields.text(task))
        .put("attempt", Fields.text(attempt))
        .put("by", new ListValue(by.stream().<Value>map(Value::of).toList()))
        .put("since", Fields.time(since))
        .put("until", Fields.time(until))
        .build();
  }
}
