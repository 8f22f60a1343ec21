package dev.heddle.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of one process: it may be wrong, and is set right or wrong at any moment. */
final class SkewedClock implements InstantSource {

  private final InstantSource right;
  private Duration error = Duration.ZERO;

  SkewedClock(InstantSource right) {
    this.right = right;
  }

  void set(Duration wrongBy) {
    error = wrongBy;
  }

  @Override
  public Instant instant() {
    return right.instant().plus(error);
  }
}
