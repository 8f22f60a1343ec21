package dev.heddle.dispatch;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stands for the own worker of a server that leaves its work to others. Script files it carries out
 * all the same: they exchange objects with the store of the server.
 */
public final class NoWorker implements TaskRunner {

  private final InstantSource clock;
  private final TaskRunner scripts;

  public NoWorker(InstantSource clock, TaskRunner scripts) {
    this.clock = clock;
    this.scripts = scripts;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    if (assignment.action().executor() instanceof Executor.Script) {
      scripts.start(assignment, listener);
      return;
    }
    Instant now = clock.instant();
    Failure failure =
        Failure.of(
            "unsupported_work",
            "only a server's own worker can carry this out, and this server has none");
    listener.finished(assignment.attempt(), now, now, new Report.Failed(failure, null));
  }

  @Override
  public void interrupt(AttemptId attempt) {
    scripts.interrupt(attempt);
  }

  @Override
  public void forget(TaskListener gone) {
    scripts.forget(gone);
  }
}
