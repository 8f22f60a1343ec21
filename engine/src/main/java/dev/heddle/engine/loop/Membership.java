package dev.heddle.engine.loop;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.engine.port.LeaseStore.Range;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.LogStore;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One incarnation of a node: from its joining until it leaves or another takes over. Its lanes and
 * partitions go with it.
 */
final class Membership {

  private static final Logger LOG = System.getLogger(Membership.class.getName());
  private static final long LANE_PATIENCE_MILLIS = 5_000;

  private final EngineOptions options;
  private final LeaseStore leases;
  private final Watchers watchers;
  private final LogWriter logWriter;
  private final long node;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();
  private final AtomicInteger nextLane = new AtomicInteger();
  private volatile boolean over;

  Membership(EngineOptions options, EnginePorts ports, Watchers watchers, LogWriter logWriter) {
    this.options = options;
    this.watchers = watchers;
    this.logWriter = logWriter;
    this.leases = ports.leases();
    this.node = leases.join(options.name(), options.lanes(), options.timeToLive());
    for (int index = 0; index < options.lanes(); index++) {
      ExecutionStore.Lease lease = new ExecutionStore.Lease(node, index);
      Lane lane = new Lane(ports, lease, options.residents(), new LaneEvents());
      lanes.add(lane);
      threads.add(Thread.ofPlatform().name("lane-" + index).daemon().start(lane));
    }
    acquire();
  }

  /** Whether this incarnation has ended: nothing is owned any more. */
  boolean isOver() {
    return over;
  }

  boolean owns(ExecutionId execution) {
    return partitions.contains(execution.partition());
  }

  /** The lane that writes an execution of an owned partition. */
  Lane laneOf(ExecutionId execution) {
    return lanes.get(execution.partition() % lanes.size());
  }

  /** A lane that can start executions, in turn; empty if nothing is owned. */
  Optional<Lane> laneForStart() {
    int first = nextLane.getAndIncrement();
    for (int i = 0; i < lanes.size(); i++) {
      int index = Math.floorMod(first + i, lanes.size());
      if (partitions.stream().anyMatch(partition -> partition % lanes.size() == index)) {
        return Optional.of(lanes.get(index));
      }
    }
    return Optional.empty();
  }

  void checkInbox() {
    lanes.forEach(lane -> lane.put(new Envelope.CheckInbox()));
  }

  /** Takes the partitions the node wants and can have. */
  void acquire() {
    switch (options.appetite()) {
      case SERVER -> {
        own(leases.acquire(node, Range.SHARED, Integer.MAX_VALUE));
        own(leases.acquireAbandoned(node, Range.PRIVATE));
      }
      case RUN -> {
        if (partitions.isEmpty()) {
          own(leases.acquire(node, Range.PRIVATE, 1));
        }
      }
      case VISITOR -> {}
    }
  }

  /** Takes the partition of an execution; false if a living node has it. */
  boolean acquire(ExecutionId execution) {
    if (!leases.acquire(node, execution.partition())) {
      return false;
    }
    own(Set.of(execution.partition()));
    return true;
  }

  /** The lane hears of its partitions before anybody can ask it about their executions. */
  private synchronized void own(Set<Integer> more) {
    Map<Lane, Set<Integer>> byLane = new HashMap<>();
    for (int partition : more) {
      if (!partitions.contains(partition)) {
        Lane lane = lanes.get(partition % lanes.size());
        byLane.computeIfAbsent(lane, _ -> new HashSet<>()).add(partition);
      }
    }
    byLane.forEach((lane, ofLane) -> lane.put(new Envelope.Acquired(ofLane)));
    partitions.addAll(more);
  }

  /** Says that the node is alive; if others think otherwise, this incarnation is over. */
  void beat() {
    if (leases.heartbeat(node)) {
      acquire();
      return;
    }
    end();
  }

  /** Stops deciding at once: another node has taken over, or a lane broke. */
  void end() {
    over = true;
    partitions.clear();
    lanes.forEach(Lane::close);
  }

  /** Decides what was asked and reported so far and gives everything back. */
  void leave() {
    lanes.forEach(Lane::finish);
    try {
      for (Thread thread : threads) {
        thread.join(LANE_PATIENCE_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    partitions.clear();
    leases.leave(node);
  }

  private final class LaneEvents implements Lane.Events {
    @Override
    public void committed(List<Changes> changes) {
      watchers.tell(changes);
    }

    @Override
    public void fenced() {
      LOG.log(Level.ERROR, "Another node has taken over; this one has stopped deciding");
      end();
    }

    @Override
    public void logged(AttemptId attempt, LogLine line) {
      logWriter.add(LogStore.Entry.of(attempt, line));
    }
  }
}
