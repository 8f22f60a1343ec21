package dev.heddle.model;

/** What a cancellation does to tasks that run (S1-122, D-19). */
public enum CancellationPolicy {
  ALLOW_FINISH,
  CANCEL_RUNNING
}
