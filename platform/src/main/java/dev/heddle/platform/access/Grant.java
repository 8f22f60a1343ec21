package dev.heddle.platform.access;

import dev.heddle.engine.port.Reach;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Permission for some operations on the things of one kind that are within a limit. */
public record Grant(Resource resource, Set<Operation> operations, Reach.Limit limit) {

  public Grant {
    operations = Set.copyOf(operations);
  }

  /** Permission without limit. */
  public static Grant of(Resource resource, Operation first, Operation... more) {
    return new Grant(resource, EnumSet.of(first, more), Reach.Limit.NONE);
  }

  public Grant within(Reach.Limit newLimit) {
    return new Grant(resource, operations, newLimit);
  }

  /** The same as one grant for each operation. */
  Stream<Grant> single() {
    return operations.stream().map(operation -> new Grant(resource, Set.of(operation), limit));
  }

  boolean concerns(Permission permission) {
    return resource == permission.resource() && operations.contains(permission.operation());
  }

  /** Whether whoever has this grant may do all that {@code other} permits. */
  boolean includes(Grant other) {
    return resource == other.resource
        && operations.containsAll(other.operations)
        && includes(limit.refs(), other.limit.refs())
        && includes(limit.ids(), other.limit.ids())
        && includes(limit.packs(), other.limit.packs());
  }

  private static boolean includes(Set<String> wide, Set<String> narrow) {
    return wide.isEmpty() || (!narrow.isEmpty() && wide.containsAll(narrow));
  }
}
