package dev.heddle.testkit.simulation;

/** What a simulation does to an engine. */
public enum Fault {
  LOST_COMMIT,
  UNHEARD_COMMIT,
  FAILED_READ,
  CRASH,
  CRASH_LINGERING,
  LINGERING_ENGINE_WORKS,
  REPEATED_END,
  LATE_START,
  PAUSE,
  RESUME,
  CANCEL,
  CLOCK_JUMP
}
