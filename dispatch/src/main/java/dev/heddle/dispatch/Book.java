package dev.heddle.dispatch;

import dev.heddle.dispatch.Lease.Phase;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.Token;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.placement.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attempt is where, and how they get there; the lock under which all of it is changed.
 * Methods are called under that lock unless they say otherwise.
 */
final class Book {

  final Map<AttemptId, Lease> leases = new HashMap<>();

  /** Ends the engine has been told of and has not recorded yet. */
  final Map<AttemptId, Ended> ended = new HashMap<>();

  final Map<String, Member> members = new LinkedHashMap<>();
  final Queues queues = new Queues();
  final Recovery recovery;
  final @Nullable Member local;
  private final FleetPorts ports;
  private final Set<WorkerSession> unsent = new HashSet<>();
  private long order;

  /** Whether the own worker is the only one for what any worker can do: the usual, fast case. */
  private volatile boolean localAlone;

  record Ended(Token token, TaskListener listener) {}

  Book(FleetSettings settings, FleetPorts ports) {
    this.ports = ports;
    this.recovery = new Recovery(this, settings, ports);
    this.local = settings.localSlots() == 0 ? null : localMember(settings, ports);
    this.localAlone = local != null;
  }

  private static Member localMember(FleetSettings settings, FleetPorts ports) {
    WorkerProfile profile =
        new WorkerProfile(
            "in-process-" + ports.server(),
            "in-process",
            List.of(Placement.DEFAULT_QUEUE),
            Map.of(),
            List.of(),
            settings.localSlots(),
            ports.version());
    return new Member(profile, true, ports.clock().instant(), 0);
  }

  /** Without the lock. */
  boolean isLocalAlone() {
    return localAlone;
  }

  void noteLocalAlone() {
    localAlone =
        local != null
            && members.values().stream().noneMatch(member -> member.matches(Placement.ANYWHERE));
  }

  void admit(Assignment assignment, TaskListener listener, Afterwards afterwards) {
    Lease known = leases.get(assignment.attempt());
    if (known != null) {
      known.listener = listener;
      return;
    }
    Lease lease = new Lease(assignment, listener, order++, ports.nanos().getAsLong());
    leases.put(lease.attempt(), lease);
    if (!assignment.recovered()) {
      place(lease, afterwards);
      return;
    }
    lease.phase = Phase.RECOVERING;
    for (Member member : members.values()) {
      Token claim = member.claims.remove(lease.attempt());
      if (claim != null && adopt(lease, member, claim)) {
        return;
      }
    }
    if (recovery.add(lease)) {
      afterwards.add(recovery::begin);
    }
  }

  /**
   * Gives an attempt to the most welcome worker with room, or lets it wait; one that was to be
   * interrupted where it was is over instead.
   */
  void place(Lease lease, Afterwards afterwards) {
    if (lease.interrupted) {
      close(lease);
      Instant now = ports.clock().instant();
      afterwards.add(
          () -> lease.listener.finished(lease.attempt(), now, now, new Report.Cancelled(null)));
      return;
    }
    lease.phase = Phase.WAITING;
    lease.holder = null;
    lease.token = null;
    Member best = queues.hasWaiting(lease) ? null : choose(lease);
    if (best == null) {
      queues.add(lease);
      return;
    }
    give(lease, best, afterwards);
  }

  /** Without the lock. */
  void placeAll(List<Lease> free) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      free.stream()
          .filter(lease -> lease.phase == Phase.RECOVERING)
          .forEach(lease -> place(lease, afterwards));
    }
    afterwards.run();
    flush();
  }

  private @Nullable Member choose(Lease lease) {
    Member best = null;
    int bestWelcome = 0;
    for (Member member : everybody()) {
      if (!member.hasRoom() || !member.matches(lease.assignment.placement())) {
        continue;
      }
      int welcome = Matching.welcome(lease.assignment.placement(), member.profile);
      if (best == null
          || welcome > bestWelcome
          || (welcome == bestWelcome && member.load() < best.load())) {
        best = member;
        bestWelcome = welcome;
      }
    }
    return best;
  }

  List<Member> everybody() {
    List<Member> all = new ArrayList<>(members.size() + 1);
    if (local != null) {
      all.add(local);
    }
    all.addAll(members.values());
    return all;
  }

  private void give(Lease lease, Member member, Afterwards afterwards) {
    lease.phase = Phase.HELD;
    lease.holder = member;
    member.held.put(lease.attempt(), lease);
    if (member.inProcess) {
      afterwards.add(() -> ports.local().start(lease.assignment, new LocalListener(this, lease)));
      return;
    }
    lease.token = ports.tokens().next(lease.attempt());
    WorkerSession session = member.session;
    if (session != null) {
      session.add(lease);
      unsent.add(session);
    }
  }

  void fill(Member member, Afterwards afterwards) {
    while (member.hasRoom()) {
      Lease next = queues.takeFor(member);
      if (next == null) {
        return;
      }
      give(next, member, afterwards);
    }
  }

  /** Takes an attempt out of the book. */
  void close(Lease lease) {
    leases.remove(lease.attempt());
    lease.phase = Phase.OVER;
    if (lease.holder != null) {
      lease.holder.held.remove(lease.attempt());
    }
    recovery.remove(lease);
  }

  boolean adopt(Lease lease, Member member, Token token) {
    if (!ports.tokens().isOurs(lease.attempt(), token)) {
      return false;
    }
    recovery.remove(lease);
    lease.phase = Phase.HELD;
    lease.holder = member;
    lease.token = token;
    member.held.put(lease.attempt(), lease);
    tell(member, new ToWorker.Adopted(lease.attempt(), token));
    if (lease.interrupted) {
      tell(member, new ToWorker.Interrupted(lease.attempt(), token));
    }
    return true;
  }

  void tell(Member member, ToWorker message) {
    WorkerSession session = member.session;
    if (session != null) {
      session.add(message);
      unsent.add(session);
    }
  }

  /** Says something to a worker that has just opened a stream. */
  void tell(WorkerSession session, ToWorker message) {
    session.add(message);
    unsent.add(session);
  }

  Optional<Member> connectedMember(String instance) {
    return Optional.ofNullable(members.get(instance)).filter(Member::isConnected);
  }

  List<Member> remoteMembers() {
    return List.copyOf(members.values());
  }

  /** Asks a worker which of these it holds. */
  void callRoll(Member member, long call, List<AttemptId> attempts) {
    tell(member, new ToWorker.RollCall(call, attempts));
  }

  /** The workers of this server, its own included. */
  List<WorkerRecord> records() {
    long now = ports.nanos().getAsLong();
    Instant clock = ports.clock().instant();
    return everybody().stream()
        .map(member ->
            new WorkerRecord(
                member.profile,
                member.inProcess,
                member.isConnected(),
                member.draining,
                member.held.size(),
                member.connectedAt,
                member.inProcess ? clock : clock.minusNanos(now - member.heardAt)))
        .toList();
  }

  /** Sends what was collected for the workers; without the lock. */
  void flush() {
    List<WorkerSession> sessions;
    synchronized (this) {
      if (unsent.isEmpty()) {
        return;
      }
      sessions = List.copyOf(unsent);
      unsent.clear();
    }
    sessions.forEach(WorkerSession::flush);
  }
}
