package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.Token;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What workers say about attempts. */
final class Hearing {

  private static final Logger LOG = System.getLogger(Hearing.class.getName());

  private final Book book;
  private long lateReports;

  Hearing(Book book) {
    this.book = book;
  }

  /** Reports that were refused because their lease was over; under the lock of the book. */
  long lateReports() {
    return lateReports;
  }

  void present(Member member, ToServer.Present present) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      present.holding().forEach(held -> reclaim(member, held));
      book.recovery
          .answered(member.profile.instance(), present.call())
          .forEach(lease -> book.place(lease, afterwards));
    }
    afterwards.run();
  }

  /** A worker says it has an attempt: it keeps it, or may yet, or has lost it. */
  void reclaim(Member member, ToServer.Held held) {
    Lease lease = book.leases.get(held.attempt());
    if (lease == null) {
      Book.Ended end = book.ended.get(held.attempt());
      if (end == null || !end.token().equals(held.token())) {
        member.claims.put(held.attempt(), held.token());
      }
      return;
    }
    boolean kept =
        switch (lease.phase) {
          case HELD ->
              lease.isHeldBy(member, held.token()) && book.adopt(lease, member, held.token());
          case RECOVERING, WAITING ->
              lease.assignment.recovered() && book.adopt(lease, member, held.token());
          case OVER -> false;
        };
    if (!kept) {
      book.tell(member, new ToWorker.Disowned(held.attempt(), held.token()));
    }
  }

  void started(Member member, ToServer.Started started) {
    TaskListener listener;
    synchronized (book) {
      Lease lease = book.leases.get(started.attempt());
      if (lease == null || !lease.isHeldBy(member, started.token())) {
        return;
      }
      lease.startedAt = started.at();
      listener = lease.listener;
    }
    listener.started(started.attempt(), started.at());
  }

  void logged(Member member, ToServer.Logged logged) {
    TaskListener listener;
    synchronized (book) {
      Lease lease = book.leases.get(logged.attempt());
      if (lease == null || !lease.isHeldBy(member, logged.token())) {
        return;
      }
      listener = lease.listener;
    }
    listener.logged(logged.attempt(), logged.line());
  }

  void finished(Member member, ToServer.Finished finished) {
    AttemptId attempt = finished.attempt();
    Token token = finished.token();
    TaskListener listener;
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      Lease lease = book.leases.get(attempt);
      if (lease == null || !lease.isHeldBy(member, token)) {
        late(member, attempt, token);
        return;
      }
      listener = lease.listener;
      book.close(lease);
      book.ended.put(attempt, new Book.Ended(token, listener));
      book.fill(member, afterwards);
    }
    listener.finished(
        attempt,
        finished.startedAt(),
        finished.endedAt(),
        finished.report(),
        () -> recorded(member, attempt, token));
    afterwards.run();
  }

  /** The end of an attempt that is not this worker's, or not any more. */
  private void late(Member member, AttemptId attempt, Token token) {
    Book.Ended end = book.ended.get(attempt);
    if (end != null && end.token().equals(token)) {
      return;
    }
    lateReports++;
    LOG.log(
        Level.INFO,
        "Worker %s reported attempt %s, which is not leased to it under token %s (any more)"
            .formatted(member.profile.name(), attempt, token));
    book.tell(member, new ToWorker.Disowned(attempt, token));
  }

  private void recorded(Member member, AttemptId attempt, Token token) {
    synchronized (book) {
      book.ended.remove(attempt);
      book.tell(member, new ToWorker.Recorded(attempt, token));
    }
  }

  void returned(Member member, AttemptId attempt, Token token) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      Lease lease = book.leases.get(attempt);
      if (lease == null || !lease.isHeldBy(member, token)) {
        return;
      }
      member.held.remove(attempt);
      book.place(lease, afterwards);
    }
    afterwards.run();
  }

  void moved(Member member, AttemptId attempt, Token token) {
    synchronized (book) {
      Lease lease = book.leases.get(attempt);
      if (lease != null && lease.isHeldBy(member, token)) {
        book.close(lease);
      }
    }
  }
}
