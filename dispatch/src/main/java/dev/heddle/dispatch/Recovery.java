package dev.heddle.dispatch;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.placement.Placement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Attempts that a former owner of their execution had handed out. Nobody here knows to whom, so the
 * workers are asked: those that are connected at once, those that were heard of lately when they
 * come back. Only what none of them has is handed out again.
 */
final class Recovery {

  private static final Logger LOG = System.getLogger(Recovery.class.getName());

  private final Book book;
  private final FleetSettings settings;
  private final FleetPorts ports;
  private final Set<Lease> all = new HashSet<>();
  private final List<Lease> fresh = new ArrayList<>();
  private final Map<Long, Call> calls = new HashMap<>();

  /** Until when workers that are not connected are awaited, in nanoseconds of the fleet's clock. */
  private final Map<String, Long> expected = new HashMap<>();

  private boolean begun;
  private long lastCall;

  /** A question to a worker: which of these it holds. */
  private record Call(String instance, List<Lease> asked) {}

  Recovery(Book book, FleetSettings settings, FleetPorts ports) {
    this.book = book;
    this.settings = settings;
    this.ports = ports;
  }

  /** Whether {@link #begin} is to be called; under the lock of the book. */
  boolean add(Lease lease) {
    all.add(lease);
    fresh.add(lease);
    boolean first = !begun;
    begun = true;
    return first;
  }

  void remove(Lease lease) {
    if (all.remove(lease)) {
      lease.awaited.clear();
    }
  }

  /** Reads who is known, beside the engine's thread, then asks. */
  void begin() {
    ports.background().execute(this::ask);
  }

  /** As {@link #begin}, on the calling thread. */
  void ask() {
    List<WorkerRecord> known;
    try {
      known = ports.directory().workers(settings.lease());
    } catch (RuntimeException away) {
      LOG.log(Level.WARNING, "The workers of other servers cannot be read; trying again", away);
      return;
    }
    List<Lease> free = new ArrayList<>();
    synchronized (book) {
      begun = false;
      List<Lease> asked = List.copyOf(fresh);
      fresh.clear();
      Map<String, List<Lease>> byWorker = new HashMap<>();
      for (Lease lease : asked) {
        if (lease.phase == Lease.Phase.RECOVERING) {
          await(lease, known, byWorker);
          if (lease.awaited.isEmpty()) {
            free.add(lease);
          }
        }
      }
      byWorker.forEach(this::call);
    }
    book.placeAll(free);
    book.flush();
  }

  private void await(Lease lease, List<WorkerRecord> known, Map<String, List<Lease>> byWorker) {
    Placement placement = lease.assignment.placement();
    for (Member member : book.remoteMembers()) {
      if (member.matches(placement)) {
        lease.awaited.add(member.profile.instance());
      }
    }
    for (WorkerRecord worker : known) {
      if (!worker.inProcess() && Matching.matches(placement, worker.profile())) {
        lease.awaited.add(worker.profile().instance());
        expected.put(worker.profile().instance(), deadline(worker.seenAt()));
      }
    }
    for (String instance : lease.awaited) {
      byWorker.computeIfAbsent(instance, _ -> new ArrayList<>()).add(lease);
    }
  }

  private long deadline(Instant seenAt) {
    Duration silent = Duration.between(seenAt, ports.clock().instant());
    Duration left = settings.lease().minus(silent.isNegative() ? Duration.ZERO : silent);
    return ports.nanos().getAsLong() + Math.max(0, left.toNanos());
  }

  private void call(String instance, List<Lease> leases) {
    book.connectedMember(instance)
        .ifPresent(member -> {
          List<AttemptId> attempts = leases.stream().map(Lease::attempt).toList();
          calls.put(++lastCall, new Call(instance, leases));
          book.callRoll(member, lastCall, attempts);
        });
  }

  /** A worker has said hello, with all it holds, or is gone: what then nobody has. */
  List<Lease> answered(String instance) {
    expected.remove(instance);
    calls.values().removeIf(call -> call.instance().equals(instance));
    return without(instance, List.copyOf(all));
  }

  /** A worker has answered a roll call. */
  List<Lease> answered(String instance, long call) {
    Call answered = calls.remove(call);
    return answered == null ? List.of() : without(instance, answered.asked());
  }

  /**
   * Does not await those any more whose lease is over. Of members this server knows better than the
   * directory when they were last heard: they are awaited until it loses them.
   */
  List<Lease> overdue(long now) {
    List<Lease> free = new ArrayList<>();
    for (Map.Entry<String, Long> each : List.copyOf(expected.entrySet())) {
      if (!book.members.containsKey(each.getKey()) && now - each.getValue() >= 0) {
        free.addAll(answered(each.getKey()));
      }
    }
    if (!fresh.isEmpty()) {
      begin();
    }
    return free;
  }

  private static List<Lease> without(String instance, List<Lease> leases) {
    List<Lease> free = new ArrayList<>();
    for (Lease lease : leases) {
      boolean awaited = lease.awaited.remove(instance);
      if (awaited && lease.awaited.isEmpty() && lease.phase == Lease.Phase.RECOVERING) {
        free.add(lease);
      }
    }
    return free;
  }
}
