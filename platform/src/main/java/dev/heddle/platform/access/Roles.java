package dev.heddle.platform.access;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the refs of permission sets stand for. Those of the store are kept in memory until the
 * revision seen with a caller is another.
 */
final class Roles {

  private final IdentityStore store;
  private volatile Known known = new Known(-1, Map.of());

  Roles(IdentityStore store) {
    this.store = store;
  }

  private record Known(long revision, Map<String, PermissionSet> sets) {}

  /** What somebody with these roles may do; a role that is gone permits nothing. */
  Rights rights(Collection<String> roles, long revision) {
    Map<String, PermissionSet> sets = at(revision);
    return Rights.of(
        roles.stream().sorted().flatMap(role -> Stream.ofNullable(sets.get(role))).toList());
  }

  Rights rights(Collection<String> roles) {
    return rights(roles, store.revision());
  }

  Optional<PermissionSet> find(String ref) {
    return Optional.ofNullable(at(store.revision()).get(ref));
  }

  List<PermissionSet> all() {
    return Stream.concat(BuiltInSets.ALL.stream(), store.sets().stream()).toList();
  }

  private Map<String, PermissionSet> at(long revision) {
    Known seen = known;
    if (seen.revision() == revision) {
      return seen.sets();
    }
    Map<String, PermissionSet> sets = new HashMap<>();
    all().forEach(set -> sets.putIfAbsent(set.ref(), set));
    known = new Known(revision, Map.copyOf(sets));
    return sets;
  }
}
