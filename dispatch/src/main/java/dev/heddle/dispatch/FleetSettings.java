package dev.heddle.dispatch;

import java.time.Duration;

/**
 * How a server treats its workers.
 *
 * @param lease how long a worker keeps its attempts without being heard; 90 s are the three missed
 *     intervals of 30 s of S1-124
 * @param beat how often a worker is to be heard; several beats fit into a lease, so that one lost
 *     connection costs nothing
 * @param unschedulableAfter how long an attempt waits while no worker matches it (S1-169)
 * @param localSlots how many attempts the server's own worker takes while others share its queue; 0
 *     for a server without a worker
 */
public record FleetSettings(
    Duration lease, Duration beat, Duration unschedulableAfter, int localSlots) {

  public static final Duration LEASE = Duration.ofSeconds(90);
  public static final Duration UNSCHEDULABLE_AFTER = Duration.ofHours(1);

  public FleetSettings {
    if (lease.toMillis() < 100 || beat.compareTo(lease) >= 0 || !beat.isPositive()) {
      throw new IllegalArgumentException("a worker is heard several times within its lease");
    }
    if (unschedulableAfter.isNegative() || localSlots < 0) {
      throw new IllegalArgumentException("limits are not negative");
    }
  }

  public static FleetSettings standard(int localSlots) {
    return new FleetSettings(LEASE, LEASE.dividedBy(9), UNSCHEDULABLE_AFTER, localSlots);
  }

  public FleetSettings withLease(Duration other) {
    return new FleetSettings(other, other.dividedBy(9), unschedulableAfter, localSlots);
  }

  public FleetSettings withUnschedulableAfter(Duration other) {
    return new FleetSettings(lease, beat, other, localSlots);
  }
}
