package dev.heddle.model.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a slot under a policy: an attempt, or an execution as a whole, may not begin before it
 * is admitted (S1-161). It is a slot in use as long as whoever holds it has not ended, so that none
 * can leak.
 *
 * @param task the attempt; null for the execution as a whole
 * @param policy the ref of the policy
 * @param priority the higher, the sooner it is admitted; first come, first served within
 * @param key whom the limit counts together: the values of the policy's parameters
 */
public record Claim(
    ExecutionId execution,
    @Nullable TaskKey task,
    String policy,
    String key,
    int priority,
    Instant at) {}
