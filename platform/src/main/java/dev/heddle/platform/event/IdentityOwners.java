package dev.heddle.platform.event;

import dev.heddle.platform.access.Identities;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Owners are identities, and lose what they may start when their rights do. */
public final class IdentityOwners implements Owners {

  private static final Permission START = new Permission(Resource.WORKFLOWS, Operation.EXECUTE);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Identities identities;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  public IdentityOwners(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  private record Known(Optional<Principal> principal, Instant at) {}

  @Override
  public boolean may(String owner, Collection<String> refs) {
    if (owner.isEmpty()) {
      return true;
    }
    Instant now = clock.instant();
    return known
        .compute(
            owner,
            (login, before) ->
                before != null && before.at().plus(FRESH).isAfter(now)
                    ? before
                    : new Known(identities.acting(login), now))
        .principal()
        .filter(principal -> refs.stream().allMatch(ref -> principal.may(START, Target.of(ref))))
        .isPresent();
  }
}
