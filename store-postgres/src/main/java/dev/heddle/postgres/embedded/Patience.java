package dev.heddle.postgres.embedded;

import java.time.Duration;

/** Waiting for another process, which can only be looked at again and again. */
final class Patience {
  private static final Duration PAUSE = Duration.ofMillis(3);

  private final long deadline;

  Patience(Duration limit) {
    deadline = System.nanoTime() + limit.toNanos();
  }

  /** Waits a moment, or fails when the time is over. */
  void pause(String complaint) {
    if (System.nanoTime() > deadline) {
      throw new EmbeddedPostgresException(complaint);
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("interrupted while waiting for PostgreSQL", e);
    }
  }
}
