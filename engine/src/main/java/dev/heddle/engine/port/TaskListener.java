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
}
