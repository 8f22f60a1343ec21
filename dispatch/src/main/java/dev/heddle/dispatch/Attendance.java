package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Workers that come, go and are lost; what time brings. */
final class Attendance {

  private static final Logger LOG = System.getLogger(Attendance.class.getName());

  private final Book book;
  private final Hearing hearing;
  private final FleetSettings settings;
  private final FleetPorts ports;
  private List<String> servers = List.of();
  private long lostWorkers;
  private long lookedAt;

  Attendance(Book book, Hearing hearing, FleetSettings settings, FleetPorts ports) {
    this.book = book;
    this.hearing = hearing;
    this.settings = settings;
    this.ports = ports;
    this.lookedAt = ports.nanos().getAsLong();
  }

  /** Workers that were not heard for a lease; under the lock of the book. */
  long lostWorkers() {
    return lostWorkers;
  }

  void welcome(WorkerSession session, ToServer.Hello hello) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      if (hello.connected().contains(ports.server())) {
        book.tell(session, new ToWorker.Duplicate());
        return;
      }
      Member member = join(session, hello.worker());
      book.tell(session, new ToWorker.Welcome(settings.lease(), settings.beat(), ports.server()));
      book.tell(session, new ToWorker.Servers(servers));
      Set<AttemptId> holds = new HashSet<>();
      for (ToServer.Held held : hello.holding()) {
        holds.add(held.attempt());
        hearing.reclaim(member, held);
      }
      for (Lease lost : List.copyOf(member.held.values())) {
        if (!holds.contains(lost.attempt())) {
          // its assignment was under way when the stream broke
          member.held.remove(lost.attempt());
          book.place(lost, afterwards);
        }
      }
      book.recovery
          .answered(member.profile.instance())
          .forEach(lease -> book.place(lease, afterwards));
      book.noteLocalAlone();
      book.fill(member, afterwards);
    }
    afterwards.run();
    ports.changed().run();
  }

  private Member join(WorkerSession session, WorkerProfile profile) {
    Member member = book.members.get(profile.instance());
    if (member == null) {
      member = new Member(profile, false, ports.clock().instant(), ports.nanos().getAsLong());
      book.members.put(profile.instance(), member);
      LOG.log(Level.INFO, "Worker " + profile.name() + " has come, queues " + profile.queues());
    }
    WorkerSession before = member.session;
    if (before != null && !before.equals(session)) {
      before.end(Line.Ending.GOING_AWAY, "the worker has opened another stream");
    }
    member.session = session;
    member.heardAt = ports.nanos().getAsLong();
    member.claims.clear();
    session.member = member;
    return member;
  }

  void detach(WorkerSession session) {
    synchronized (book) {
      Member member = session.member;
      if (member == null || !session.equals(member.session)) {
        return;
      }
      member.session = null;
      book.noteLocalAlone();
    }
    ports.changed().run();
  }

  void leave(Member member) {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      book.members.remove(member.profile.instance());
      WorkerSession session = member.session;
      if (session != null) {
        session.end(Line.Ending.GOING_AWAY, "goodbye");
      }
      member.session = null;
      for (Lease lease : List.copyOf(member.held.values())) {
        member.held.remove(lease.attempt());
        book.place(lease, afterwards);
      }
      book.recovery
          .answered(member.profile.instance())
          .forEach(lease -> book.place(lease, afterwards));
      book.noteLocalAlone();
    }
    afterwards.run();
    ports.gone().accept(member.profile.instance());
  }

  /** Looks at what has become due; to be called about once a second. */
  void tick() {
    Afterwards afterwards = new Afterwards();
    synchronized (book) {
      long now = ports.nanos().getAsLong();
      pardon(now);
      for (Member member : List.copyOf(book.members.values())) {
        if (now - member.heardAt > settings.lease().toNanos()) {
          lose(member, afterwards);
        }
      }
      book.recovery.overdue(now).forEach(lease -> book.place(lease, afterwards));
      for (Lease lease :
          book.queues.unmatched(now, settings.unschedulableAfter().toNanos(), book.everybody())) {
        book.close(lease);
        Failure failure = unschedulable(lease);
        Instant at = ports.clock().instant();
        afterwards.add(() ->
            lease.listener.finished(lease.attempt(), at, at, new Report.Failed(failure, null)));
      }
    }
    afterwards.run();
    book.flush();
  }

  /** Who stood still itself, as in a suspended machine, could not hear anybody. */
  private void pardon(long now) {
    if (now - lookedAt > settings.lease().toNanos() / 2) {
      book.members.values().forEach(member -> member.heardAt = now);
    }
    lookedAt = now;
  }

  private Failure unschedulable(Lease lease) {
    String reason =
        Waiting.reason(lease.assignment.placement(), book.records())
            .map(Waiting::message)
            .orElse("no worker matched");
    return Failure.of(
        "unschedulable",
        "No worker took the attempt within %d seconds: %s"
            .formatted(settings.unschedulableAfter().toSeconds(), reason));
  }

  /** S1-124: what a lost worker had is abandoned, and the engine decides what follows. */
  private void lose(Member member, Afterwards afterwards) {
    book.members.remove(member.profile.instance());
    lostWorkers++;
    LOG.log(
        Level.WARNING,
        "Worker %s has not been heard for %d s; it is taken for lost with %d attempts"
            .formatted(member.profile.name(), settings.lease().toSeconds(), member.held.size()));
    WorkerSession session = member.session;
    if (session != null) {
      member.session = null;
      afterwards.add(() -> session.end(Line.Ending.GOING_AWAY, "not heard within the lease"));
    }
    Instant now = ports.clock().instant();
    for (Lease lease : List.copyOf(member.held.values())) {
      book.close(lease);
      Instant startedAt = lease.startedAt == null ? now : lease.startedAt;
      Report report = new Report.Abandoned(lost(member));
      afterwards.add(() -> lease.listener.finished(lease.attempt(), startedAt, now, report));
    }
    book.recovery
        .answered(member.profile.instance())
        .forEach(lease -> book.place(lease, afterwards));
    book.noteLocalAlone();
    afterwards.add(() -> ports.gone().accept(member.profile.instance()));
  }

  private Failure lost(Member member) {
    return new Failure(
        "worker_lost",
        "Worker %s was not heard for %d seconds"
            .formatted(member.profile.name(), settings.lease().toSeconds()),
        MapValue.builder().put("worker", member.profile.name()).build());
  }

  /** The servers a worker shall be connected to; told to all. */
  void serversAre(List<String> addresses) {
    synchronized (book) {
      if (servers.equals(addresses)) {
        return;
      }
      servers = List.copyOf(addresses);
      book.members.values().forEach(member -> book.tell(member, new ToWorker.Servers(servers)));
    }
    book.flush();
  }
}
