package dev.heddle.engine.policy;

import dev.heddle.engine.port.ClaimStore.Line;
import dev.heddle.engine.port.ClaimStore.Ruling;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.policy.Policy;
import dev.heddle.model.policy.Policy.Concurrency;
import dev.heddle.model.policy.Policy.Method;
import dev.heddle.model.policy.Policy.Quota;
import dev.heddle.model.policy.Policy.Rate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets claims through, one after the other (S1-161, S1-162): strictly in order among those that are
 * counted together. Pure.
 */
public final class Turnstile {

  private final Policy policy;
  private final Map<String, Integer> held;
  private long recent;
  private long running;
  private long total;

  private Turnstile(Policy policy, Line line) {
    this.policy = policy;
    this.held = new HashMap<>(line.held());
    this.recent = line.recent();
    this.running = line.held().values().stream().mapToLong(Integer::longValue).sum();
    this.total = line.total();
  }

  /** Rules on the claims of a line, as far as they need not wait. */
  public static List<Ruling> rule(Line line) {
    Optional<Policy> policy = line.policy();
    if (policy.isEmpty()) {
      return line.waiting().stream().map(claim -> new Ruling(claim, null)).toList();
    }
    Turnstile turnstile = new Turnstile(policy.get(), line);
    return line.waiting().stream().flatMap(claim -> turnstile.rule(claim).stream()).toList();
  }

  private Optional<Ruling> rule(Claim claim) {
    int ofKey = held.getOrDefault(claim.key(), 0);
    if (policy.concurrency().isPresent() && ofKey >= policy.concurrency().get().limit()) {
      Concurrency concurrency = policy.concurrency().get();
      return ruling(
          claim, concurrency.method(), "at most " + concurrency.limit() + " at once" + of(claim));
    }
    if (policy.rate().isPresent() && recent >= policy.rate().get().maxExecutions()) {
      Rate rate = policy.rate().get();
      return ruling(
          claim,
          rate.method(),
          "at most %d in %d seconds".formatted(rate.maxExecutions(), rate.window().toSeconds()));
    }
    String exceeded = exceeded();
    if (exceeded != null) {
      return ruling(claim, Method.CANCEL, exceeded);
    }
    held.put(claim.key(), ofKey + 1);
    recent++;
    running++;
    total++;
    return Optional.of(new Ruling(claim, null));
  }

  private @Nullable String exceeded() {
    for (Quota quota : policy.quotas()) {
      switch (quota.type()) {
        case RUNNING_EXECUTIONS -> {
          if (running >= quota.limit()) {
            return "a quota of " + quota.limit() + " running executions";
          }
        }
        case EXECUTIONS_TOTAL -> {
          if (total >= quota.limit()) {
            return "a quota of " + quota.limit() + " executions in total";
          }
        }
      }
    }
    return null;
  }

  private Optional<Ruling> ruling(Claim claim, Method method, String limit) {
    return switch (method) {
      case ENQUEUE -> Optional.empty();
      case CANCEL -> Optional.of(new Ruling(claim, "Policy " + policy.ref() + " allows " + limit));
    };
  }

  private static String of(Claim claim) {
    return claim.key().isEmpty() ? "" : " for " + claim.key();
  }
}
