package dev.heddle.model;

/** How the delay before a retry grows (S1-093). */
public enum Backoff {
  CONSTANT,
  LINEAR,
  EXPONENTIAL
}
