package dev.heddle.platform.policies;

import dev.heddle.engine.port.ClaimStore;
import dev.heddle.engine.port.Throttle;
import dev.heddle.model.policy.Policy;
import dev.heddle.model.policy.Policy.Scope;
import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The policies (S1-160). Which one holds is answered from memory: changes made here are seen at
 * once, those of other processes after the next {@link #refresh()}. Thread safe.
 */
public final class Policies {

  private static final int MOST_SHOWN = 200;

  private final PolicyStore store;
  private final ClaimStore claims;
  private final InstantSource clock;
  private volatile Snapshot snapshot;

  public Policies(PolicyStore store, ClaimStore claims, InstantSource clock) {
    this.store = store;
    this.claims = claims;
    this.clock = clock;
    this.snapshot = load();
  }

  /**
   * A policy and where it comes from.
   *
   * @param pack whose file it is; null if the API made it
   */
  public record Listed(
      Policy policy, @Nullable String pack, Instant createdAt, Instant updatedAt) {}

  /** All policies at one moment, and for what was asked which of them holds. */
  private record Snapshot(
      long revision, Map<String, Listed> byRef, Map<String, Optional<Throttle>> throttles) {}

  private Snapshot load() {
    long revision = store.revision();
    Map<String, Listed> byRef = new HashMap<>();
    for (PolicyStore.Row row : store.all()) {
      Policy policy = PolicyDocument.stored(row.document());
      byRef.put(row.ref(), new Listed(policy, row.pack(), row.createdAt(), row.updatedAt()));
    }
    return new Snapshot(revision, byRef, new ConcurrentHashMap<>());
  }

  /** Takes over what other processes changed; costs one small query if nothing has. */
  public synchronized void refresh() {
    if (store.revision() != snapshot.revision()) {
      snapshot = load();
    }
  }

  /** What executions of a ref have to be admitted by; costs nothing where there is no policy. */
  public Optional<Throttle> throttle(String ref) {
    Snapshot seen = snapshot;
    if (seen.byRef().isEmpty()) {
      return Optional.empty();
    }
    return seen.throttles().computeIfAbsent(ref, _ -> throttle(seen, ref));
  }

  private static Optional<Throttle> throttle(Snapshot seen, String ref) {
    return effective(seen, ref)
        .filter(Policy::limits)
        .map(policy ->
            new Throttle(
                policy.ref(),
                policy.concurrency().map(Policy.Concurrency::parameters).orElse(List.of())));
  }

  /** The policy that holds for an action or workflow. */
  public Optional<Policy> effective(String ref) {
    return effective(snapshot, ref);
  }

  private static Optional<Policy> effective(Snapshot seen, String ref) {
    return seen.byRef().values().stream()
        .map(Listed::policy)
        .filter(Policy::enabled)
        .filter(policy -> closeness(policy, ref) > 0)
        .max(
            Comparator.comparingInt((Policy policy) -> closeness(policy, ref))
                .thenComparingInt(Policy::priority)
                .thenComparing(Policy::ref, Comparator.reverseOrder()));
  }

  /** The closer, the greater; 0 if a policy has nothing to do with a ref. */
  private static int closeness(Policy policy, String ref) {
    return switch (policy.scope()) {
      case Scope.OfAction(String action) -> action.equals(ref) ? 3 : 0;
      case Scope.OfPack(String pack) -> ref.startsWith(pack + ".") ? 2 : 0;
      case Scope.Global() -> 1;
    };
  }

  /** All policies by ref. */
  public List<Listed> list() {
    return snapshot.byRef().values().stream()
        .sorted(Comparator.comparing(listed -> listed.policy().ref()))
        .toList();
  }

  public Answer<Listed> find(String ref) {
    Listed found = snapshot.byRef().get(ref);
    return found == null
        ? Answer.refused(Refusal.notFound("unknown_policy", "There is no policy " + ref))
        : Answer.done(found);
  }

  /** Adds a policy: 409 if there is one of that ref. */
  public Answer<Listed> create(MapValue document) {
    return PolicyDocument.read(document)
        .then(policy ->
            snapshot.byRef().containsKey(policy.ref())
                ? Answer.refused(
                    Refusal.conflict(
                        "duplicate_policy", "There is a policy " + policy.ref() + " already"))
                : Answer.done(save(policy)));
  }

  /** Puts another policy in the place of one. */
  public Answer<Listed> replace(String ref, MapValue document) {
    return changeable(ref)
        .then(_ ->
            PolicyDocument.read(document)
                .then(policy ->
                    policy.ref().equals(ref)
                        ? Answer.done(save(policy))
                        : Answer.refused(
                            Refusal.invalid(
                                "invalid_policy", "A policy keeps its ref", List.of()))));
  }

  /** Removes a policy; what waits under it goes on. */
  public synchronized Answer<Listed> delete(String ref) {
    return changeable(ref)
        .map(found -> {
          store.delete(ref);
          snapshot = load();
          return found;
        });
  }

  private Answer<Listed> changeable(String ref) {
    return find(ref)
        .then(found ->
            found.pack() == null
                ? Answer.done(found)
                : Answer.refused(
                    Refusal.conflict(
                        "policy_of_pack",
                        "The policy `"
                            + ref
                            + "` is a file of its pack: change it there, or make one of higher"
                            + " priority")));
  }

  private synchronized Listed save(Policy policy) {
    Listed former = snapshot.byRef().get(policy.ref());
    Instant now = clock.instant();
    store.save(
        new PolicyStore.Row(
            policy.ref(),
            null,
            Json.write(PolicyDocument.write(policy)),
            former == null ? now : former.createdAt(),
            now));
    snapshot = load();
    return new Listed(policy, null, former == null ? now : former.createdAt(), now);
  }

  /** Who holds slots under a policy, and who waits for one. */
  public ClaimStore.Queue queue(String ref) {
    return claims.queue(ref, MOST_SHOWN);
  }
}
