package dev.heddle.dispatch;

import dev.heddle.dispatch.Lease.Phase;
import dev.heddle.dispatch.wire.ToServer;
import dev.heddle.dispatch.wire.ToWorker;
import dev.heddle.dispatch.wire.Token;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.action.Executor;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.MapValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
 * The workers of one server. Gives attempts to those that match and have room, keeps the others in
 * order, and takes back what workers that are lost had. All methods may be called from any thread.
 */
public final class Fleet implements TaskRunner {

  private static final Logger LOG = System.getLogger(Fleet.class.getName());

  private final FleetSettings settings;
  private final FleetPorts ports;
  private final @Nullable Member local;
  private final Map<AttemptId, Lease> book = new HashMap<>();

  /** Ends the engine has been told of and has not recorded yet. */
  private final Map<AttemptId, Ended> ended = new HashMap<>();

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Queues queues = new Queues();
  private final Recovery recovery;
  private final Set<WorkerSession> unsent = new HashSet<>();
  private List<String> servers = List.of();
  private long order;
  private long lateReports;
  private long lostWorkers;
  private long lookedAt;

  /** Whether the own worker is the only one for what any worker can do: the usual, fast case. */
  private volatile boolean localAlone;

  private record Ended(Token token, TaskListener listener) {}

  public Fleet(FleetSettings settings, FleetPorts ports) {
    this.settings = settings;
    this.ports = ports;
    this.recovery = new Recovery(this, settings, ports);
    this.local = settings.localSlots() == 0 ? null : localMember(settings, ports);
    this.localAlone = local != null;
    this.lookedAt = ports.nanos().getAsLong();
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
    synchronized (this) {
      admit(assignment, listener, afterwards);
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
   */
  private boolean runsHere(Assignment assignment) {
    return (localAlone && !assignment.recovered() && assignment.placement().isAnywhere())
        || assignment.action().executor() instanceof Executor.Script;
  }

  private void admit(Assignment assignment, TaskListener listener, Afterwards afterwards) {
    Lease known = book.get(assignment.attempt());
    if (known != null) {
      known.listener = listener;
      return;
    }
    Lease lease = new Lease(assignment, listener, order++, ports.nanos().getAsLong());
    book.put(lease.attempt(), lease);
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

  @Override
  public void interrupt(AttemptId attempt) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      Lease lease = book.get(attempt);
      if (lease == null) {
        afterwards.add(() -> ports.local().interrupt(attempt));
      } else if (lease.phase == Phase.HELD) {
        interruptHeld(lease, afterwards);
      } else {
        close(lease);
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
      tell(holder, new ToWorker.Interrupted(lease.attempt(), lease.token));
    }
  }

  @Override
  public void forget(TaskListener gone) {
    synchronized (this) {
      for (Lease lease : List.copyOf(book.values())) {
        if (lease.listener.equals(gone) && lease.phase != Phase.HELD) {
          close(lease);
        }
      }
      ended.values().removeIf(end -> end.listener().equals(gone));
    }
    ports.local().forget(gone);
  }

  /** Sends what was collected for the workers. */
  @Override
  public void flush() {
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

  // Who gets what.

  /** Gives an attempt to the most welcome worker with room, or lets it wait. */
  void place(Lease lease, Afterwards afterwards) {
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

  void placeAll(List<Lease> leases) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      leases.stream()
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

  private List<Member> everybody() {
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
      afterwards.add(() -> ports.local().start(lease.assignment, new LocalListener(lease)));
      return;
    }
    lease.token = ports.tokens().next(lease.attempt());
    WorkerSession session = member.session;
    if (session != null) {
      session.add(lease);
      unsent.add(session);
    }
  }

  private void fill(Member member, Afterwards afterwards) {
    while (member.hasRoom()) {
      Lease next = queues.takeFor(member);
      if (next == null) {
        return;
      }
      give(next, member, afterwards);
    }
  }

  /** Takes an attempt out of the book. */
  private void close(Lease lease) {
    book.remove(lease.attempt());
    lease.phase = Phase.OVER;
    if (lease.holder != null) {
      lease.holder.held.remove(lease.attempt());
    }
    recovery.remove(lease);
  }

  private boolean adopt(Lease lease, Member member, Token token) {
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

  private void tell(Member member, ToWorker message) {
    WorkerSession session = member.session;
    if (session != null) {
      session.add(message);
      unsent.add(session);
    }
  }

  /** An attempt whose work cannot be sent fails. */
  void refuse(Lease lease, String reason) {
    ports.background().execute(() -> fail(lease, Failure.of("action_error", reason)));
  }

  private void fail(Lease lease, Failure failure) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      if (lease.phase == Phase.OVER) {
        return;
      }
      Member holder = lease.holder;
      close(lease);
      if (holder != null) {
        fill(holder, afterwards);
      }
    }
    Instant now = ports.clock().instant();
    lease.listener.finished(lease.attempt(), now, now, new Report.Failed(failure, null));
    afterwards.run();
    flush();
  }

  /** Hears the own worker, so that its slots are counted. */
  private final class LocalListener implements TaskListener {
    private final Lease lease;

    LocalListener(Lease lease) {
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
      Afterwards afterwards = new Afterwards();
      synchronized (Fleet.this) {
        close(lease);
        if (local != null) {
          fill(local, afterwards);
        }
      }
      lease.listener.finished(attempt, startedAt, endedAt, report);
      afterwards.run();
      flush();
    }
  }

  // What workers say.

  /** Opens a stream to a worker that has proved who it is. */
  public WorkerSession open(Line line) {
    return new WorkerSession(this, line);
  }

  void take(WorkerSession session, ToServer message) {
    if (message instanceof ToServer.Hello hello) {
      welcome(session, hello);
      return;
    }
    Member member;
    synchronized (this) {
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
      case ToServer.Started started -> started(member, started);
      case ToServer.Logged logged -> logged(member, logged);
      case ToServer.Finished finished -> finished(member, finished);
      case ToServer.Returned(var attempt, var token) -> returned(member, attempt, token);
      case ToServer.Moved(var attempt, var token) -> moved(member, attempt, token);
      case ToServer.Present present -> present(member, present);
      case ToServer.Capacity(int attempts) -> {
        synchronized (this) {
          member.capacity = Math.clamp(attempts, 0, member.profile.slots());
        }
        fill(member);
      }
      case ToServer.Beat _ -> {
        synchronized (this) {
          tell(member, new ToWorker.Beat());
        }
      }
      case ToServer.Draining _ -> {
        synchronized (this) {
          member.draining = true;
          noteLocalAlone();
        }
      }
      case ToServer.Bye _ -> leave(member);
      case ToServer.Hello _ -> throw new IllegalStateException("already taken");
    }
  }

  private void fill(Member member) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      fill(member, afterwards);
    }
    afterwards.run();
  }

  private void welcome(WorkerSession session, ToServer.Hello hello) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      if (hello.connected().contains(ports.server())) {
        session.add(new ToWorker.Duplicate());
        unsent.add(session);
        return;
      }
      Member member = join(session, hello.worker());
      session.add(new ToWorker.Welcome(settings.lease(), settings.beat(), ports.server()));
      session.add(new ToWorker.Servers(servers));
      unsent.add(session);
      Set<AttemptId> holds = new HashSet<>();
      for (ToServer.Held held : hello.holding()) {
        holds.add(held.attempt());
        reclaim(member, held);
      }
      for (Lease lost : List.copyOf(member.held.values())) {
        if (!holds.contains(lost.attempt())) {
          // its assignment was under way when the stream broke
          member.held.remove(lost.attempt());
          place(lost, afterwards);
        }
      }
      recovery.answered(member.profile.instance()).forEach(lease -> place(lease, afterwards));
      noteLocalAlone();
      fill(member, afterwards);
    }
    afterwards.run();
    ports.changed().run();
  }

  private Member join(WorkerSession session, WorkerProfile profile) {
    Member member = members.get(profile.instance());
    if (member == null) {
      member = new Member(profile, false, ports.clock().instant(), ports.nanos().getAsLong());
      members.put(profile.instance(), member);
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

  /** A worker says it has an attempt: it keeps it, or may yet, or has lost it. */
  private void reclaim(Member member, ToServer.Held held) {
    Lease lease = book.get(held.attempt());
    if (lease == null) {
      Ended end = ended.get(held.attempt());
      if (end == null || !end.token().equals(held.token())) {
        member.claims.put(held.attempt(), held.token());
      }
      return;
    }
    boolean kept =
        switch (lease.phase) {
          case HELD -> lease.isHeldBy(member, held.token()) && adopt(lease, member, held.token());
          case RECOVERING, WAITING ->
              lease.assignment.recovered() && adopt(lease, member, held.token());
          case OVER -> false;
        };
    if (!kept) {
      tell(member, new ToWorker.Disowned(held.attempt(), held.token()));
    }
  }

  private void present(Member member, ToServer.Present present) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      present.holding().forEach(held -> reclaim(member, held));
      recovery
          .answered(member.profile.instance(), present.call())
          .forEach(lease -> place(lease, afterwards));
    }
    afterwards.run();
  }

  private void started(Member member, ToServer.Started started) {
    TaskListener listener;
    synchronized (this) {
      Lease lease = book.get(started.attempt());
      if (lease == null || !lease.isHeldBy(member, started.token())) {
        return;
      }
      lease.startedAt = started.at();
      listener = lease.listener;
    }
    listener.started(started.attempt(), started.at());
  }

  private void logged(Member member, ToServer.Logged logged) {
    TaskListener listener;
    synchronized (this) {
      Lease lease = book.get(logged.attempt());
      if (lease == null || !lease.isHeldBy(member, logged.token())) {
        return;
      }
      listener = lease.listener;
    }
    listener.logged(logged.attempt(), logged.line());
  }

  private void finished(Member member, ToServer.Finished finished) {
    AttemptId attempt = finished.attempt();
    Token token = finished.token();
    TaskListener listener;
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      Lease lease = book.get(attempt);
      if (lease == null || !lease.isHeldBy(member, token)) {
        late(member, attempt, token);
        return;
      }
      listener = lease.listener;
      close(lease);
      ended.put(attempt, new Ended(token, listener));
      fill(member, afterwards);
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
    Ended end = ended.get(attempt);
    if (end != null && end.token().equals(token)) {
      return;
    }
    lateReports++;
    LOG.log(
        Level.INFO,
        "Worker %s reported attempt %s, which is not leased to it under token %s (any more)"
            .formatted(member.profile.name(), attempt, token));
    tell(member, new ToWorker.Disowned(attempt, token));
  }

  private synchronized void recorded(Member member, AttemptId attempt, Token token) {
    ended.remove(attempt);
    tell(member, new ToWorker.Recorded(attempt, token));
  }

  private void returned(Member member, AttemptId attempt, Token token) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      Lease lease = book.get(attempt);
      if (lease == null || !lease.isHeldBy(member, token)) {
        return;
      }
      member.held.remove(attempt);
      if (lease.interrupted) {
        close(lease);
        Instant now = ports.clock().instant();
        afterwards.add(
            () -> lease.listener.finished(attempt, now, now, new Report.Cancelled(null)));
      } else {
        place(lease, afterwards);
      }
    }
    afterwards.run();
  }

  private synchronized void moved(Member member, AttemptId attempt, Token token) {
    Lease lease = book.get(attempt);
    if (lease != null && lease.isHeldBy(member, token)) {
      close(lease);
    }
  }

  void detach(WorkerSession session) {
    synchronized (this) {
      Member member = session.member;
      if (member == null || !session.equals(member.session)) {
        return;
      }
      member.session = null;
      noteLocalAlone();
    }
    ports.changed().run();
  }

  private void leave(Member member) {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      members.remove(member.profile.instance());
      WorkerSession session = member.session;
      if (session != null) {
        session.end(Line.Ending.GOING_AWAY, "goodbye");
      }
      member.session = null;
      for (Lease lease : List.copyOf(member.held.values())) {
        member.held.remove(lease.attempt());
        place(lease, afterwards);
      }
      recovery.answered(member.profile.instance()).forEach(lease -> place(lease, afterwards));
      noteLocalAlone();
    }
    afterwards.run();
    ports.gone().accept(member.profile.instance());
  }

  private void noteLocalAlone() {
    localAlone =
        local != null
            && members.values().stream().noneMatch(member -> member.matches(Placement.ANYWHERE));
  }

  // What time brings.

  /** Looks at what has become due; to be called about once a second. */
  public void tick() {
    Afterwards afterwards = new Afterwards();
    synchronized (this) {
      long now = ports.nanos().getAsLong();
      pardon(now);
      for (Member member : List.copyOf(members.values())) {
        if (now - member.heardAt > settings.lease().toNanos()) {
          lose(member, afterwards);
        }
      }
      recovery.overdue(now).forEach(lease -> place(lease, afterwards));
      for (Lease lease :
          queues.unmatched(now, settings.unschedulableAfter().toNanos(), everybody())) {
        close(lease);
        Failure failure = unschedulable(lease);
        Instant at = ports.clock().instant();
        afterwards.add(() ->
            lease.listener.finished(lease.attempt(), at, at, new Report.Failed(failure, null)));
      }
    }
    afterwards.run();
    flush();
  }

  /** Who stood still itself, as in a suspended machine, could not hear anybody. */
  private void pardon(long now) {
    if (now - lookedAt > settings.lease().toNanos() / 2) {
      members.values().forEach(member -> member.heardAt = now);
    }
    lookedAt = now;
  }

  private Failure unschedulable(Lease lease) {
    String reason =
        Waiting.reason(lease.assignment.placement(), records())
            .map(Waiting::message)
            .orElse("no worker matched");
    return Failure.of(
        "unschedulable",
        "No worker took the attempt within %d seconds: %s"
            .formatted(settings.unschedulableAfter().toSeconds(), reason));
  }

  /** S1-124: what a lost worker had is abandoned, and the engine decides what follows. */
  private void lose(Member member, Afterwards afterwards) {
    members.remove(member.profile.instance());
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
      close(lease);
      Instant startedAt = lease.startedAt == null ? now : lease.startedAt;
      Report report = new Report.Abandoned(lost(member));
      afterwards.add(() -> lease.listener.finished(lease.attempt(), startedAt, now, report));
    }
    recovery.answered(member.profile.instance()).forEach(lease -> place(lease, afterwards));
    noteLocalAlone();
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
  public void serversAre(List<String> addresses) {
    synchronized (this) {
      if (servers.equals(addresses)) {
        return;
      }
      servers = List.copyOf(addresses);
      members.values().forEach(member -> tell(member, new ToWorker.Servers(servers)));
    }
    flush();
  }

  // What can be seen.

  /** The workers of this server, its own included. */
  public synchronized List<WorkerRecord> records() {
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

  /** What the workers elsewhere have to do, and what went wrong with them. */
  public synchronized FleetLoad load() {
    List<Member> connected = members.values().stream().filter(Member::isConnected).toList();
    return new FleetLoad(
        connected.size(),
        connected.stream().mapToInt(member -> member.profile.slots()).sum(),
        members.values().stream().mapToInt(member -> member.held.size()).sum(),
        queues.size(),
        lostWorkers,
        lateReports);
  }

  Optional<Member> connectedMember(String instance) {
    return Optional.ofNullable(members.get(instance)).filter(Member::isConnected);
  }

  List<Member> remoteMembers() {
    return List.copyOf(members.values());
  }

  /** Asks a worker which of these it holds; under the lock of the fleet. */
  void callRoll(Member member, long call, List<AttemptId> attempts) {
    tell(member, new ToWorker.RollCall(call, attempts));
  }

  /** Ends all streams; workers keep what they have and come back to whoever comes next. */
  public void close() {
    List<WorkerSession> sessions = new ArrayList<>();
    synchronized (this) {
      members
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
