package dev.heddle.platform.access;

import dev.heddle.engine.port.Reach;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** All somebody may do: what one of these grants permits, and nothing else. */
public record Rights(List<Grant> grants) {

  public static final Rights NONE = new Rights(List.of());
  public static final Rights ALL =
      new Rights(
          Arrays.stream(Resource.values())
              .map(resource -> Grant.of(resource, Operation.READ, Operation.values()))
              .toList());

  public Rights {
    grants = List.copyOf(grants);
  }

  public static Rights of(Collection<PermissionSet> sets) {
    return new Rights(sets.stream().flatMap(set -> set.grants().stream()).toList());
  }

  /** Whether it is permitted for some thing at least. */
  public boolean may(Permission permission) {
    return grants.stream().anyMatch(grant -> grant.concerns(permission));
  }

  /** The things it is permitted for. */
  public Reach reach(Permission permission) {
    List<Reach.Limit> limits =
        grants.stream()
            .filter(grant -> grant.concerns(permission))
            .map(Grant::limit)
            .distinct()
            .toList();
    return limits.stream().anyMatch(Reach.Limit::isNone) ? Reach.ALL : Reach.within(limits);
  }

  public boolean may(Permission permission, Target target) {
    return reach(permission).covers(target.ref(), target.id());
  }

  /** Whether whoever has these may hand on {@code others}. */
  public boolean include(Collection<Grant> others) {
    return others.stream()
        .allMatch(other -> grants.stream().anyMatch(grant -> grant.includes(other)));
  }

  /** Those of these grants that are included in what one may; a token has no more. */
  Rights narrowedTo(Collection<Grant> wanted) {
    return new Rights(wanted.stream().filter(grant -> include(List.of(grant))).toList());
  }
}
