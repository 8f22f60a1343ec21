package dev.heddle.platform.rule;

import java.util.Locale;

/** What a condition says about an event. */
public enum Verdict {
  HOLDS,
  FAILS,
  /** It cannot be told: a field is missing or an expression fails; counts as not fulfilled. */
  UNKNOWN;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Verdict of(boolean holds) {
    return holds ? HOLDS : FAILS;
  }
}
