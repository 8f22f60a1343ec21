package dev.heddle.worker.attempt;

/** Why an attempt is ended before it is done. */
public enum Ending {
  TIMED_OUT,
  CANCELLED,
  /** The worker itself stops. */
  SHUTDOWN
}
