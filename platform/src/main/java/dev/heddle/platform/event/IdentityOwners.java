package dev.heddle.platform.event;

import dev.heddle.model.execution.Starter;
import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Rights;
import dev.heddle.platform.access.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Owners are identities, and lose what they may start and give when their rights do. */
public final class IdentityOwners implements Owners {

  private static final Permission START = new Permission(Resource.WORKFLOWS, Operation.EXECUTE);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Identities identities;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Map<Starter, Withheld> withheld = new ConcurrentHashMap<>();

  public IdentityOwners(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  private record Known(Optional<Principal> principal, Instant at) {}

  private record Withheld(List<String> sets, Instant at) {}

  @Override
  public boolean may(String owner, Collection<String> refs) {
    if (owner.isEmpty()) {
      return true;
    }
    return principal(owner)
        .filter(principal -> refs.stream().allMatch(ref -> principal.may(START, Target.of(ref))))
        .isPresent();
  }

  private Optional<Principal> principal(String owner) {
    Instant now = clock.instant();
    return known
        .compute(
            owner,
            (login, before) ->
                before != null && isFresh(before.at(), now)
                    ? before
                    : new Known(identities.acting(login), now))
        .principal();
  }

  private static boolean isFresh(Instant at, Instant now) {
    return at.plus(FRESH).isAfter(now);
  }

  @Override
  public List<String> undelegable(String owner, List<String> sets) {
    if (sets.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    return withheld
        .compute(
            new Starter(owner, sets),
            (_, before) ->
                before != null && isFresh(before.at(), now)
                    ? before
                    : new Withheld(identities.undelegable(rights(owner), sets), now))
        .sets();
  }

  private Rights rights(String owner) {
    return owner.isEmpty()
        ? Rights.ALL
        : principal(owner).map(Principal::rights).orElse(Rights.NONE);
  }
}
