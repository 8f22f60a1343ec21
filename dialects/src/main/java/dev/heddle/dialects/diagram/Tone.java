package dev.heddle.dialects.diagram;

import java.util.Locale;

/** The colour of a state; many states share one. */
enum Tone {
  PLAIN,
  GOOD,
  BAD,
  LATE,
  ACTIVE,
  WAITING,
  MUTED;

  /** The tone of a state by its label in the API; unknown ones are plain. */
  static Tone of(String state) {
    return switch (state) {
      case "completed", "succeeded" -> GOOD;
      case "failed", "abandoned" -> BAD;
      case "timeout", "timed_out" -> LATE;
      case "running", "canceling", "cancelling" -> ACTIVE;
      case "requested", "scheduling", "scheduled", "pending", "waiting", "paused", "delayed" ->
          WAITING;
      case "skipped", "cancelled", "not_reached" -> MUTED;
      default -> PLAIN;
    };
  }

  String cssClass() {
    return name().toLowerCase(Locale.ROOT);
  }
}
