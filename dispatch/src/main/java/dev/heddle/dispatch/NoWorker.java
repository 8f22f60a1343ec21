package dev.heddle.dispatch;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import java.time.Instant;
import java.time.InstantSource;

/** Stands for the own worker of a server that has none. */
public final class NoWorker implements TaskRunner {

  private final InstantSource clock;

  public NoWorker(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    Instant now = clock.instant();
    Failure failure =
        Failure.of(
            "unsupported_work",
            "only a server's own worker can carry this out, and this server has none");
    listener.finished(assignment.attempt(), now, now, new Report.Failed(failure, null));
  }

  @Override
  public void interrupt(AttemptId attempt) {
    // it never has one
  }
}
