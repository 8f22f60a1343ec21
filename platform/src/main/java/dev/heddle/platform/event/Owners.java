package dev.heddle.platform.event;

/** Whom rules act for, and whether they may start what they name (security row 14). */
@FunctionalInterface
public interface Owners {

  /** Whether {@code owner} may start {@code action} now; rules of packs act for the system. */
  boolean may(String owner, String action);
}
