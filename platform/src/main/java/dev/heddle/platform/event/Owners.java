package dev.heddle.platform.event;

import java.util.Collection;
import java.util.List;

/** Whom rules act for, and whether they may start what they name (security row 14). */
@FunctionalInterface
public interface Owners {

  /** Whether {@code owner} may start all of {@code refs} now; rules of packs act for the system. */
  boolean may(String owner, Collection<String> refs);

  /** Those of the permission sets that do not exist, or that {@code owner} may not give now. */
  default List<String> undelegable(String owner, List<String> sets) {
    return sets;
  }
}
