package dev.heddle.dispatch;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import java.time.Instant;

/** Hears the own worker, so that its slots are counted. */
final class LocalListener implements TaskListener {
  private final Book book;
  private final Lease lease;

  LocalListener(Book book, Lease lease) {
    this.book = book;
    this.lease = lease;
  }

  @Override
  public void started(AttemptId attempt, Instant at) {
    lease.listener.started(attempt, at);
  }

  @Override
  public void logged(AttemptId attempt, LogLine line) {
    lease.listener.logged(attempt, line);
  }

  @Override
  public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
    finished(attempt, startedAt, endedAt, report, () -> {});
  }

  /** What the worker keeps until the end is durable is not for us to let go. */
  @Override
  public void finished(
      AttemptId attempt, Instant startedAt, Instant endedAt, Report report, Runnable recorded) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      book.close(lease);
      if (book.local != null) {
        book.fill(book.local, afterwards);
      }
    }
    lease.listener.finished(attempt, startedAt, endedAt, report, recorded);
    afterwards.run();
    book.flush();
  }
}
