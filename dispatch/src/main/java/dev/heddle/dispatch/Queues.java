package dev.heddle.dispatch;

import dev.heddle.model.placement.Placement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that wait for a worker, by what they ask of it, oldest first; guarded by the book. What
 * has been closed is passed over.
 */
final class Queues {

  private final Map<Placement, Line> lines = new LinkedHashMap<>();

  private static final class Line {
    private final PriorityQueue<Lease> leases =
        new PriorityQueue<>(Comparator.comparingLong((Lease lease) -> lease.order));

    /** Since when no worker matches, in nanoseconds; meaningless while one does. */
    private long unmatchedSince;

    private boolean matched = true;

    @Nullable Lease first() {
      Lease first = leases.peek();
      while (first != null && first.phase != Lease.Phase.WAITING) {
        leases.poll();
        first = leases.peek();
      }
      return first;
    }
  }

  void add(Lease lease) {
    lines.computeIfAbsent(lease.assignment.placement(), _ -> new Line()).leases.add(lease);
  }

  /** Whether others with the same wishes wait: who comes later waits behind them. */
  boolean hasWaiting(Lease lease) {
    Line line = lines.get(lease.assignment.placement());
    return line != null && line.first() != null;
  }

  /** Takes out what has waited longest among all that the worker may carry out. */
  @Nullable Lease takeFor(Member member) {
    Line oldest = null;
    long order = Long.MAX_VALUE;
    Iterator<Map.Entry<Placement, Line>> each = lines.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Placement, Line> entry = each.next();
      Lease first = entry.getValue().first();
      if (first == null) {
        each.remove();
      } else if (first.order < order && member.matches(entry.getKey())) {
        oldest = entry.getValue();
        order = first.order;
      }
    }
    return oldest == null ? null : oldest.leases.poll();
  }

  /** Takes out what no worker has matched for too long. */
  List<Lease> unmatched(long now, long limit, List<Member> members) {
    List<Lease> overdue = new ArrayList<>();
    lines.forEach((placement, line) -> {
      boolean matched = members.stream().anyMatch(member -> member.matches(placement));
      if (line.matched && !matched) {
        line.unmatchedSince = now;
      }
      line.matched = matched;
      if (!matched) {
        for (Lease lease : line.leases) {
          boolean waits = lease.phase == Lease.Phase.WAITING;
          if (waits && now - Math.max(line.unmatchedSince, lease.since) >= limit) {
            overdue.add(lease);
          }
        }
      }
    });
    return overdue;
  }

  int size() {
    int size = 0;
    Deque<Line> all = new ArrayDeque<>(lines.values());
    for (Line line : all) {
      for (Lease lease : line.leases) {
        size += lease.phase == Lease.Phase.WAITING ? 1 : 0;
      }
    }
    return size;
  }
}
