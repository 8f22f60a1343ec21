package dev.heddle.platform.event;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.rule.Overlap;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule applied to one event; it starts at most one execution (S1-155).
 *
 * @param reason why it started none, or waits; empty if it did
 * @param parameters as its rule gave them, bound if they fit
 * @param warnings about values the event did not have (S1-153)
 * @param definition what the execution runs on; null if there is none
 * @param execution its id, fixed before it is started; null while it waits, or if there is none
 * @param gate what it must pass before it starts; null if nothing
 * @param startedBy whom the execution belongs to
 * @param permissionSets what it may do no more than; none: all that its owner may
 */
public record Enforcement(
    ExecutionId id,
    ExecutionId event,
    String rule,
    String trigger,
    String action,
    State state,
    String reason,
    MapValue parameters,
    List<String> warnings,
    @Nullable Long definition,
    @Nullable ExecutionId execution,
    @Nullable Gate gate,
    String startedBy,
    List<String> permissionSets,
    Instant createdAt) {

  public Enforcement {
    permissionSets = List.copyOf(permissionSets);
    warnings = List.copyOf(warnings);
  }

  /** What has become of it. */
  public enum State {
    /** It waits for others at its gate. */
    WAITING,
    /** It is about to start its execution. */
    CREATED,
    /** Its execution was started. */
    PROCESSED,
    /** There is nothing it could start, or nothing it may. */
    DISABLED,
    /** It was left out because others ran (overlap). */
    SKIPPED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> of(String label) {
      return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
    }
  }

  /**
   * A place through which only so many pass at a time.
   *
   * @param name what shares it
   * @param room how many executions may be under way
   * @param overlap what becomes of those for whom there is no room
   */
  public record Gate(String name, int room, Overlap overlap) {}

  /** The same, about to start its execution under this id. */
  public Enforcement opened(ExecutionId newExecution) {
    return with(State.CREATED, "", newExecution);
  }

  public Enforcement as(State newState, String newReason) {
    return with(newState, newReason, execution);
  }

  private Enforcement with(State newState, String newReason, @Nullable ExecutionId newExecution) {
    return new Enforcement(
        id,
        event,
        rule,
        trigger,
        action,
        newState,
        newReason,
        parameters,
        warnings,
        definition,
        newExecution,
        gate,
        startedBy,
        permissionSets,
        createdAt);
  }
}
