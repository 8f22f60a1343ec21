package dev.heddle.dispatch;

import dev.heddle.dispatch.wire.Token;
import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.placement.Placement;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker in the book of a server; guarded by the book. */
final class Member {

  /** Placements come from definitions, of which there may be many over time. */
  private static final int MOST_REMEMBERED = 1_000;

  final boolean inProcess;
  final Instant connectedAt;
  final Map<AttemptId, Lease> held = new LinkedHashMap<>();

  /** Attempts it says it has, which this server has not heard of (yet). */
  final Map<AttemptId, Token> claims = new HashMap<>();

  private final Map<Placement, Boolean> matches = new HashMap<>();
  WorkerProfile profile;
  @Nullable WorkerSession session;
  int capacity;
  boolean draining;
  volatile long heardAt;

  Member(WorkerProfile profile, boolean inProcess, Instant connectedAt, long heardAt) {
    this.profile = profile;
    this.inProcess = inProcess;
    this.connectedAt = connectedAt;
    this.heardAt = heardAt;
    this.capacity = profile.slots();
  }

  boolean isConnected() {
    return inProcess || session != null;
  }

  boolean matches(Placement placement) {
    if (matches.size() > MOST_REMEMBERED) {
      matches.clear();
    }
    return matches.computeIfAbsent(placement, each -> Matching.matches(each, profile));
  }

  boolean hasRoom() {
    return isConnected() && !draining && held.size() < capacity;
  }

  /** The share of its capacity that is taken. */
  double load() {
    return capacity == 0 ? 1 : held.size() / (double) capacity;
  }
}
