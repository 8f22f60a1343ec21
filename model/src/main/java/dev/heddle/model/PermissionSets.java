package dev.heddle.model;

import java.util.List;
import java.util.Optional;

/**
 * What the token of a program may do (S1-168).
 *
 * @param refs of permission sets; none: no token; absent: nothing is said here
 */
public record PermissionSets(Optional<List<String>> refs) {

  /** The keys and artifacts of its own pack, and what tells of its own execution. */
  public static final String STANDARD = "standard";

  public static final PermissionSets UNSAID = new PermissionSets(Optional.empty());

  public PermissionSets {
    refs = refs.map(List::copyOf);
  }

  /**
   * What a task says counts, else what its action says, else the standard, unless its execution is
   * limited to other sets.
   *
   * @param limits those sets; none: it is not limited
   */
  public List<String> overriddenBy(PermissionSets task, List<String> limits) {
    return task.refs.or(() -> refs).orElse(limits.isEmpty() ? List.of(STANDARD) : limits);
  }
}
