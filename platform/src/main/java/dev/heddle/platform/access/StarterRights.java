package dev.heddle.platform.access;

import dev.heddle.model.execution.Starter;
import dev.heddle.platform.keys.KeyOwner;
import dev.heddle.platform.keys.SecretPermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What whoever started an execution may do, which is what its tasks may. The person at this machine
 * and Heddle itself have no identity and may do everything; whose identity is disabled or was
 * deleted may do nothing. Asks the store once for each login until something changes. Thread safe.
 */
public final class StarterRights implements SecretPermission {

  private static final Permission DECRYPT = new Permission(Resource.KEYS, Operation.DECRYPT);

  private final IdentityStore store;
  private final Roles roles;
  private volatile Known known;

  StarterRights(IdentityStore store) {
    this.store = store;
    this.roles = new Roles(store);
    this.known = new Known(store.revision(), new ConcurrentHashMap<>());
  }

  private record Known(long revision, Map<Starter, Rights> byStarter) {}

  /** Takes over what changed, here or elsewhere; costs one small query if nothing has. */
  public void refresh() {
    long revision = store.revision();
    if (revision != known.revision()) {
      known = new Known(revision, new ConcurrentHashMap<>());
    }
  }

  /** As of the last {@link #refresh()}. */
  Rights of(Starter starter) {
    return known.byStarter().computeIfAbsent(starter, this::now);
  }

  /** As it is at this moment. */
  Rights now(Starter starter) {
    Rights own = ofLogin(starter.login());
    return starter.isLimited() ? own.narrowedTo(grants(starter.permissionSets())) : own;
  }

  /** A set that is gone permits nothing. */
  private List<Grant> grants(List<String> sets) {
    return sets.stream()
        .flatMap(set -> roles.find(set).stream())
        .flatMap(set -> set.grants().stream())
        .toList();
  }

  private Rights ofLogin(String login) {
    Optional<Identity> identity = store.identity(login).filter(one -> one.login().equals(login));
    if (identity.isEmpty()) {
      return store.wasIdentity(login) ? Rights.NONE : Rights.ALL;
    }
    return identity.get().disabled() ? Rights.NONE : roles.rights(identity.get().roles());
  }

  /** Everybody may read what is their own, unless a rule limits what it starts. */
  @Override
  public boolean mayRead(Starter starter, KeyOwner owner, String ref) {
    boolean own = owner.equals(KeyOwner.ofIdentity(starter.login()));
    return (own && !starter.isLimited()) || of(starter).may(DECRYPT, target(owner, ref));
  }

  /** Keys of a pack or action are named after it; those of the system have their own name only. */
  private static Target target(KeyOwner owner, String ref) {
    return switch (owner.type()) {
      case PACK, ACTION, SENSOR -> Target.of(owner.name() + "." + ref);
      case SYSTEM, IDENTITY -> Target.of(ref);
    };
  }

  /** Those of the named sets that {@code starter} may not hand on (S1-168). */
  public List<String> undelegable(Starter starter, List<String> sets) {
    Rights own = of(starter);
    return sets.stream()
        .filter(set -> !set.equals(ExecutionTokens.STANDARD))
        .filter(set -> roles.find(set).filter(found -> own.include(found.grants())).isEmpty())
        .toList();
  }
}
