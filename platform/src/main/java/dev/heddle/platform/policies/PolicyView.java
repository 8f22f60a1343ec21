package dev.heddle.platform.policies;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON form of policies and of what waits under them. */
public final class PolicyView {

  private PolicyView() {}

  public static MapValue toValue(Policies.Listed listed) {
    return PolicyDocument.write(listed.policy())
        .withAll(
            MapValue.builder()
                .put("pack", listed.pack() == null ? Value.nothing() : Value.of(listed.pack()))
                .put("created_at", listed.createdAt().toString())
                .put("updated_at", listed.updatedAt().toString())
                .build());
  }

  /** With who holds its slots and who waits for one, in order. */
  public static MapValue details(Policies.Listed listed, ClaimStore.Queue queue) {
    return toValue(listed)
        .withAll(
            MapValue.builder()
                .put("held", queue.held())
                .put("queued", queue.queued())
                .put(
                    "holders",
                    new ListValue(
                        queue.holders().stream()
                            .<Value>map(each -> claim(each.claim(), each.since()))
                            .toList()))
                .put(
                    "waiting",
                    new ListValue(
                        queue.waiting().stream().<Value>map(each -> claim(each, null)).toList()))
                .build());
  }

  private static MapValue claim(Claim claim, @Nullable Instant since) {
    TaskKey task = claim.task();
    return MapValue.builder()
        .put("execution", claim.execution().toString())
        .put(
            "attempt",
            task == null
                ? Value.nothing()
                : Value.of(new AttemptId(claim.execution(), task).toString()))
        .put("key", claim.key())
        .put("priority", claim.priority())
        .put("claimed_at", claim.at().toString())
        .put("since", since == null ? Value.nothing() : Value.of(since.toString()))
        .build();
  }
}
