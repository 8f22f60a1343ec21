package dev.heddle.model.execution;

import java.util.Locale;

/** The states of an inquiry; it leaves {@code PENDING} once (S1-104). */
public enum InquiryStatus {
  PENDING,
  RESPONDED,
  TIMEOUT,
  CANCELLED;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static InquiryStatus of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
