package dev.heddle.model;

import java.util.Locale;

/** The five ways to write a workflow. */
public enum Dialect {
  FLOW,
  STEPS,
  SCRIPT,
  SPEC,
  CODE;

  /** The name in files, rows and the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dialect with this {@link #label()}. */
  public static Dialect of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
