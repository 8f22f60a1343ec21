package dev.heddle.postgres;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which migrations a database has and which this program knows. Sets, for a release may bring a
 * number below one that the release before brought: branches are merged in any order.
 */
public record SchemaState(SortedSet<Integer> applied, SortedSet<Integer> known) {

  /** Keeps copies that nobody changes. */
  public SchemaState {
    applied = Collections.unmodifiableSortedSet(new TreeSet<>(applied));
    known = Collections.unmodifiableSortedSet(new TreeSet<>(known));
  }

  /** Whether this program can work with the database as it is. */
  public boolean isCurrent() {
    return applied.equals(known);
  }

  /** What this program would apply. */
  public SortedSet<Integer> missing() {
    return without(known, applied);
  }

  /** What only a newer program can have applied; not empty means hands off. */
  public SortedSet<Integer> unknown() {
    return without(applied, known);
  }

  private static SortedSet<Integer> without(SortedSet<Integer> all, SortedSet<Integer> some) {
    SortedSet<Integer> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
