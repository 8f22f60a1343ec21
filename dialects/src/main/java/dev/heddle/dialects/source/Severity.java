package dev.heddle.dialects.source;

import java.util.Locale;

/** Whether a diagnostic forbids running the workflow. */
public enum Severity {
  ERROR,
  WARNING;

  /** The name in messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
