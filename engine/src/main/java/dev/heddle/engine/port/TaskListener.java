package dev.heddle.engine.port;

import dev.heddle.model.execution.AttemptId;
import java.time.Instant;

/** Hears how an attempt goes; may be called from any thread. */
public interface TaskListener {

  /** The work has begun. */
  void started(AttemptId attempt, Instant at);

  /** The attempt printed a line. */
  void logged(AttemptId attempt, LogLine line);

  /** The attempt has ended. */
  void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report);

  /**
   * As {@link #finished(AttemptId, Instant, Instant, Report)}.
   *
   * @param recorded runs when the end is durable, or was refused because the attempt has ended
   *     already; not at all if the engine stops before, or another has taken over
   */
  default void finished(
      AttemptId attempt, Instant startedAt, Instant endedAt, Report report, Runnable recorded) {
    finished(attempt, startedAt, endedAt, report);
    recorded.run();
  }
}
