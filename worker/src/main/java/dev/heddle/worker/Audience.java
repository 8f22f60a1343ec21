package dev.heddle.worker;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import java.time.Instant;

/**
 * Who hears of an attempt: whoever had it started last. An engine that another has taken over from
 * listens to nothing, so the end must reach the one that has asked since.
 */
final class Audience implements TaskListener {

  private TaskListener latest;
  private boolean told;

  Audience(TaskListener first) {
    this.latest = first;
  }

  /** Tells {@code newer} from now on; false if the end has been told already. */
  synchronized boolean changeTo(TaskListener newer) {
    if (told) {
      return false;
    }
    latest = newer;
    return true;
  }

  private synchronized TaskListener latest() {
    return latest;
  }

  private synchronized TaskListener last() {
    told = true;
    return latest;
  }

  @Override
  public void started(AttemptId attempt, Instant at) {
    latest().started(attempt, at);
  }

  @Override
  public void logged(AttemptId attempt, LogLine line) {
    latest().logged(attempt, line);
  }

  @Override
  public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
    last().finished(attempt, startedAt, endedAt, report);
  }

  @Override
  public void finished(
      AttemptId attempt, Instant startedAt, Instant endedAt, Report report, Runnable recorded) {
    last().finished(attempt, startedAt, endedAt, report, recorded);
  }
}
