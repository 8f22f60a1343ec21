package dev.heddle.platform.event;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One happening of a trigger, never changed (S1-143).
 *
 * @param id of the same kind as those of executions
 * @param rule the only rule it is for: the one whose timer it is of; null if it is for all
 * @param source what brought it: {@code timer}, {@code webhook}, a sensor, an execution
 * @param payload empty if it came without one (S1-151)
 */
public record Event(
    ExecutionId id,
    String trigger,
    @Nullable String rule,
    String source,
    MapValue payload,
    Instant createdAt) {}
