package dev.heddle.dispatch;

import dev.heddle.dispatch.Lease.Phase;
import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The workers of one server. Gives attempts to those that match and have room, keeps the others in
 * order, and takes back what workers that are lost had. All methods may be called from any thread.
 */
public final class Fleet implements TaskRunner {

  private final FleetPorts ports;
  private final Book book;
  private final Hearing hearing;
  private final Attendance attendance;

  public Fleet(FleetSettings settings, FleetPorts ports) {
    this.ports = ports;
    this.book = new Book(settings, ports);
    this.hearing = new Hearing(book);
    this.attendance = new Attendance(book, hearing, settings, ports);
  }

  Works works() {
    return ports.works();
  }

  // What the engine asks.

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    if (runsHere(assignment)) {
      ports.local().start(assignment, listener);
      return;
    }
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      book.admit(assignment, listener, afterwards);
    }
    afterwards.run();
  }

  @Override
  public Optional<Report> atOnce(Assignment assignment) {
    return assignment.placement().isAnywhere()
        ? ports.local().atOnce(assignment)
        : Optional.empty();
  }

  /**
   * The usual case must cost nothing. Script files exchange objects with the store of the server.
   * What is over at once needs no slot: waiting for one would let the end of each start the next,
   * deeper and deeper on one stack.
   */
  private boolean runsHere(Assignment assignment) {
    boolean anywhere = assignment.placement().isAnywhere();
    return (book.isLocalAlone() && !assignment.recovered() && anywhere)
        || assignment.action().executor() instanceof Executor.Script
        || (book.local != null && anywhere && ports.local().atOnce(assignment).isPresent());
  }

  /** Does beside the caller what may take a while. */
  void later(Runnable work) {
    ports.background().execute(work);
  }

  @Override
  public void interrupt(AttemptId attempt) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      Lease lease = book.leases.get(attempt);
      if (lease == null) {
        afterwards.add(() -> ports.local().interrupt(attempt));
      } else if (lease.phase == Phase.HELD) {
        interruptHeld(lease, afterwards);
      } else {
        book.close(lease);
        Instant now = ports.clock().instant();
        afterwards.add(
            () -> lease.listener.finished(attempt, now, now, new Report.Cancelled(null)));
      }
    }
    afterwards.run();
  }

  private void interruptHeld(Lease lease, Afterwards afterwards) {
    lease.interrupted = true;
    Member holder = lease.holder;
    if (holder != null && holder.inProcess) {
      afterwards.add(() -> ports.local().interrupt(lease.attempt()));
    } else if (holder != null && lease.token != null) {
      book.tell(holder, new ToWorker.Interrupted(lease.attempt(), lease.token));
    }
  }

  @Override
  public void forget(TaskListener gone) {
    synchronized (book) {
      for (Lease lease : List.copyOf(book.leases.values())) {
        if (lease.listener.equals(gone) && lease.phase != Phase.HELD) {
          book.close(lease);
        }
      }
      book.ended.values().removeIf(end -> end.listener().equals(gone));
    }
    ports.local().forget(gone);
  }

  /** Sends what was collected for the workers. */
  @Override
  public void flush() {
    book.flush();
  }

  /** An attempt whose work cannot be sent fails. */
  void refuse(Lease lease, String reason) {
    ports.background().execute(() -> fail(lease, Failure.of("action_error", reason)));
  }

  private void fail(Lease lease, Failure failure) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      if (lease.phase == Phase.OVER) {
        return;
      }
      Member holder = lease.holder;
      book.close(lease);
      if (holder != null) {
        book.fill(holder, afterwards);
      }
    }
    Instant now = ports.clock().instant();
    lease.listener.finished(lease.attempt(), now, now, new Report.Failed(failure, null));
    afterwards.run();
    book.flush();
  }

  // What workers say.

  /** Opens a stream to a worker that has proved who it is. */
  public WorkerSession open(Line line) {
    return new WorkerSession(this, line);
  }

  void take(WorkerSession session, ToServer message) {
    if (message instanceof ToServer.Hello hello) {
      attendance.welcome(session, hello);
      return;
    }
    Member member;
    synchronized (book) {
      member = session.member;
      if (member == null || !session.equals(member.session)) {
        return;
      }
      member.heardAt = ports.nanos().getAsLong();
    }
    take(member, message);
    member.heardAt = ports.nanos().getAsLong();
  }

  private void take(Member member, ToServer message) {
    switch (message) {
      case ToServer.Started started -> hearing.started(member, started);
      case ToServer.Logged logged -> hearing.logged(member, logged);
      case ToServer.Finished finished -> hearing.finished(member, finished);
      case ToServer.Returned(var attempt, var token) -> hearing.returned(member, attempt, token);
      case ToServer.Moved(var attempt, var token) -> hearing.moved(member, attempt, token);
      case ToServer.Present present -> hearing.present(member, present);
      case ToServer.Capacity(int attempts) -> {
        synchronized (book) {
          member.capacity = Math.clamp(attempts, 0, member.profile.slots());
        }
        fill(member);
      }
      case ToServer.Beat _ -> {
        synchronized (book) {
          book.tell(member, new ToWorker.Beat());
        }
      }
      case ToServer.Draining _ -> {
        synchronized (book) {
          member.draining = true;
          book.noteLocalAlone();
        }
      }
      case ToServer.Bye _ -> attendance.leave(member);
      case ToServer.Hello _ -> throw new IllegalStateException("already taken");
    }
  }

  private void fill(Member member) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      book.fill(member, afterwards);
    }
    afterwards.run();
  }

  void detach(WorkerSession session) {
    attendance.detach(session);
  }

  // What time brings.

  /** Looks at what has become due; to be called about once a second. */
  public void tick() {
    attendance.tick();
  }

  /** The servers a worker shall be connected to; told to all. */
  public void serversAre(List<String> addresses) {
    attendance.serversAre(addresses);
  }

  // What can be seen.

  /** The workers of this server, its own included. */
  public List<WorkerRecord> records() {
    synchronized (book) {
      return book.records();
    }
  }

  /** What the workers elsewhere have to do, and what went wrong with them. */
  public FleetLoad load() {
    synchronized (book) {
      List<Member> connected = book.members.values().stream().filter(Member::isConnected).toList();
      return new FleetLoad(
          connected.size(),
          connected.stream().mapToInt(member -> member.profile.slots()).sum(),
          book.members.values().stream().mapToInt(member -> member.held.size()).sum(),
          book.queues.size(),
          attendance.lostWorkers(),
          hearing.lateReports());
    }
  }

  /** Ends all streams; workers keep what they have and come back to whoever comes next. */
  public void close() {
    List<WorkerSession> sessions = new ArrayList<>();
    synchronized (book) {
      book.members
          .values()
          .forEach(member -> {
            if (member.session != null) {
              sessions.add(member.session);
            }
          });
    }
    sessions.forEach(session -> session.end(Line.Ending.GOING_AWAY, "the server stops"));
  }
}
