package dev.heddle.model.execution;

import dev.heddle.model.CancellationPolicy;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow: the image of its row, of what the engine holds and of what the API shows.
 *
 * @param definition the stored definition it runs on, whatever happens to the file (S1-119)
 * @param failure why it failed; set early when a fault will fail it at its end
 * @param result the output map of a completed execution, else {@code {error, succeeded: false}}
 * @param hold why it ends early or stands still; null while it runs as usual
 * @param deadline when its time limit passes (S1-099)
 * @param wakeAt the earliest moment at which something in it is due; null if nothing is
 */
public record Execution(
    ExecutionId id,
    String workflow,
    long definition,
    Origin origin,
    MapValue parameters,
    MapValue vars,
    ExecutionStatus status,
    @Nullable MapValue result,
    @Nullable Failure failure,
    @Nullable Hold hold,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant deadline,
    @Nullable Instant wakeAt) {

  /**
   * Where an execution comes from.
   *
   * @param parent the attempt of another execution that waits for this one (S1-116)
   * @param depth how many executions are above it
   * @param retryOf the failed execution this one continues (S1-123)
   * @param startedBy the login of who started it
   * @param permissionSets what it may do no more than; none: all that the login may do (S1-149)
   * @param traceTag a free mark given at the start (S1-129)
   * @param environment variables handed to every action (S1-138)
   * @param priority where policies let it wait: the higher, the sooner (S1-161)
   */
  public record Origin(
      @Nullable AttemptId parent,
      int depth,
      @Nullable ExecutionId retryOf,
      String startedBy,
      List<String> permissionSets,
      @Nullable String traceTag,
      Map<String, String> environment,
      int priority) {

    public Origin {
      permissionSets = List.copyOf(permissionSets);
      environment = Map.copyOf(environment);
    }

    /** Of an execution that somebody starts. */
    public static Origin of(
        Starter starter, @Nullable String traceTag, Map<String, String> environment) {
      return new Origin(
          null, 0, null, starter.login(), starter.permissionSets(), traceTag, environment, 0);
    }

    public static Origin startedBy(String login) {
      return of(Starter.of(login), null, Map.of());
    }

    public Origin withPriority(int other) {
      return new Origin(
          parent, depth, retryOf, startedBy, permissionSets, traceTag, environment, other);
    }

    /** Whose rights it has. */
    public Starter starter() {
      return new Starter(startedBy, permissionSets);
    }

    /** The origin of an execution that continues {@code failed} (S1-123). */
    public Origin continuing(ExecutionId failed, String by) {
      return new Origin(null, depth, failed, by, permissionSets, traceTag, environment, priority);
    }

    /** The origin of a nested execution (S1-112). */
    public Origin child(AttemptId caller) {
      return new Origin(
          caller, depth + 1, null, startedBy, permissionSets, traceTag, environment, priority);
    }
  }

  /** A pause or a stop under way, or what is to be done once it may begin. */
  public sealed interface Hold {

    /** No new task, item or retry starts (S1-120). */
    record Paused(String by, String reason, Instant at) implements Hold {}

    /**
     * Being cancelled, or stopped at its time limit (S1-122, S1-099).
     *
     * @param expired whether the time limit is the reason
     */
    record Stopping(String by, CancellationPolicy policy, boolean expired, Instant at)
        implements Hold {}

    /** A rerun from a task that is not admitted yet; {@code input} is laid over that task's. */
    record Again(String task, int activation, MapValue input) implements Hold {}
  }

  public boolean isPaused() {
    return hold instanceof Hold.Paused;
  }

  public boolean isStopping() {
    return hold instanceof Hold.Stopping;
  }

  public Execution withHold(ExecutionStatus newStatus, @Nullable Hold newHold) {
    return copy(vars, newStatus, result, failure, newHold, finishedAt, wakeAt);
  }

  public Execution withVars(MapValue newVars) {
    return copy(newVars, status, result, failure, hold, finishedAt, wakeAt);
  }

  /** Notes a fault that will fail the execution when its other paths have ended. */
  public Execution withFault(Failure fault) {
    return copy(vars, status, result, fault, hold, finishedAt, wakeAt);
  }

  public Execution withWakeAt(@Nullable Instant newWakeAt) {
    return copy(vars, status, result, failure, hold, finishedAt, newWakeAt);
  }

  /** The same execution, ended. */
  public Execution ended(
      ExecutionStatus end, MapValue endResult, @Nullable Failure endFailure, Instant at) {
    return copy(vars, end, endResult, endFailure, hold, at, null);
  }

  /** With all that ever changes. */
  private Execution copy(
      MapValue newVars,
      ExecutionStatus newStatus,
      @Nullable MapValue newResult,
      @Nullable Failure newFailure,
      @Nullable Hold newHold,
      @Nullable Instant newFinishedAt,
      @Nullable Instant newWakeAt) {
    return new Execution(
        id,
        workflow,
        definition,
        origin,
        parameters,
        newVars,
        newStatus,
        newResult,
        newFailure,
        newHold,
        startedAt,
        newFinishedAt,
        deadline,
        newWakeAt);
  }
}
