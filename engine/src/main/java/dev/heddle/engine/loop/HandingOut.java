package dev.heddle.engine.loop;

import dev.heddle.engine.decision.Command;
import dev.heddle.engine.decision.Effect;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Hands a lane's attempts to the runner, and what that tells of them to the lane's mailbox. */
final class HandingOut implements TaskListener {

  private static final Logger LOG = System.getLogger(HandingOut.class.getName());

  private final EnginePorts ports;
  private final Mailbox mailbox;
  private final BiConsumer<AttemptId, LogLine> lines;

  /**
   * @param lines takes what attempts print
   */
  HandingOut(EnginePorts ports, Mailbox mailbox, BiConsumer<AttemptId, LogLine> lines) {
    this.ports = ports;
    this.mailbox = mailbox;
    this.lines = lines;
  }

  void release(Effect effect) {
    switch (effect) {
      case Effect.Dispatch(Assignment assignment) -> dispatch(assignment);
      case Effect.Interrupt(AttemptId attempt) -> ports.runner().interrupt(attempt);
    }
  }

  /** A runner that cannot even start an attempt has failed it; nobody else would report that. */
  private void dispatch(Assignment assignment) {
    try {
      ports.runner().start(assignment, this);
    } catch (RuntimeException failed) {
      LOG.log(Level.ERROR, "Attempt " + assignment.attempt() + " could not be started", failed);
      Instant now = ports.clock().instant();
      Failure failure = Failure.of("runner_error", "The runner failed: " + failed);
      finished(assignment.attempt(), now, now, new Report.Failed(failure, null));
    }
  }

  /** The lane has ended; the runner tells nobody any more. */
  void end() {
    ports.runner().forget(this);
  }

  @Override
  public void started(AttemptId attempt, Instant at) {
    mailbox.put(Envelope.tell(attempt.execution(), new Command.BeginTask(attempt.task(), at)));
  }

  @Override
  public void logged(AttemptId attempt, LogLine line) {
    lines.accept(attempt, line);
  }

  @Override
  public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
    ports.observer().reported(report, Duration.between(startedAt, endedAt));
    mailbox.put(
        Envelope.tell(
            attempt.execution(), new Command.EndTask(attempt.task(), startedAt, endedAt, report)));
  }

  @Override
  public void finished(
      AttemptId attempt, Instant startedAt, Instant endedAt, Report report, Runnable recorded) {
    ports.observer().reported(report, Duration.between(startedAt, endedAt));
    Command end = new Command.EndTask(attempt.task(), startedAt, endedAt, report);
    mailbox.put(
        new Envelope.For(
            attempt.execution(), new Request.Deliver(end), new Envelope.Answer.Recorded(recorded)));
  }
}
