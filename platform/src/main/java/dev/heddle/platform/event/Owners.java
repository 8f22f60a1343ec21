package dev.heddle.platform.event;

import java.util.Collection;

/** Whom rules act for, and whether they may start what they name (security row 14). */
@FunctionalInterface
public interface Owners {

  /** Whether {@code owner} may start all of {@code refs} now; rules of packs act for the system. */
  boolean may(String owner, Collection<String> refs);
}
