package dev.heddle.engine.loop;

import dev.heddle.engine.Engine;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.EngineObserver;
import dev.heddle.engine.port.EngineObserver.Lease;
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
  private final Requests requests;
  private final Watchers watchers;
  private final LogWriter logWriter;
  private final long node;
  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

  /** No lane decides for these any more, but the store does not know yet. */
  private final Set<Integer> leaving = new HashSet<>();

  private final AtomicInteger nextLane = new AtomicInteger();
  private final EngineObserver observer;
  private volatile boolean over;
  private boolean left;

  /** An answer about leases was lost: what the store says is what counts. */
  private volatile boolean unsure;

  /** Who finds the way for requests that reached a lane too late. */
  @FunctionalInterface
  interface Requests {
    void astray(Envelope.For request);
  }

  Membership(
      EngineOptions options,
      EnginePorts ports,
      Watchers watchers,
      LogWriter logWriter,
      Requests requests) {
    this(options, ports, watchers, logWriter, requests, true);
  }

  /**
   * @param hasThreads whether each lane has one, or is stepped by hand
   */
  Membership(
      EngineOptions options,
      EnginePorts ports,
      Watchers watchers,
      LogWriter logWriter,
      Requests requests,
      boolean hasThreads) {
    this.options = options;
    this.requests = requests;
    this.watchers = watchers;
    this.logWriter = logWriter;
    this.leases = ports.leases();
    this.observer = ports.observer();
    this.node = leases.join(options.name(), options.lanes(), options.timeToLive());
    for (int index = 0; index < options.lanes(); index++) {
      ExecutionStore.Lease lease = new ExecutionStore.Lease(node, index);
      Lane lane = new Lane(ports, lease, options.residents(), new LaneEvents());
      lanes.add(lane);
      if (hasThreads) {
        threads.add(Thread.ofPlatform().name("lane-" + index).daemon().start(lane));
      }
    }
  }

  long node() {
    return node;
  }

  List<Lane> lanes() {
    return lanes;
  }

  /** What the lanes have to do. */
  Engine.Load load() {
    int waiting = 0;
    int residents = 0;
    for (Lane lane : lanes) {
      waiting += lane.waiting();
      residents += lane.residents();
    }
    return new Engine.Load(waiting, residents, partitions.size());
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

  /** A new id of a partition this node owns, lane by lane in turn; empty if it owns none. */
  Optional<ExecutionId> newId() {
    int first = nextLane.getAndIncrement();
    for (int i = 0; i < lanes.size(); i++) {
      int index = Math.floorMod(first + i, lanes.size());
      Optional<Integer> partition =
          partitions.stream().filter(each -> each % lanes.size() == index).findFirst();
      if (partition.isPresent()) {
        return Optional.of(lanes.get(index).newId(partition.get()));
      }
    }
    return Optional.empty();
  }

  void checkInbox() {
    lanes.forEach(lane -> lane.put(new Envelope.CheckInbox()));
  }

  /** Takes the partitions the node wants and can have, and gives back what it should not keep. */
  void acquire() {
    try {
      Set<Integer> released = leaving();
      if (!released.isEmpty()) {
        leases.release(node, released);
        released(released);
      }
      if (unsure) {
        own(leases.held(node));
        unsure = false;
      }
      acquireWanted();
    } catch (RuntimeException failed) {
      unsure = true;
      throw failed;
    }
  }

  private void acquireWanted() {
    switch (options.appetite()) {
      case SERVER -> {
        LeaseStore.Share share = leases.acquireShare(node, Range.SHARED);
        own(share.taken());
        giveBack(share.fair());
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

  /** Asks the lanes for what is more than the share, if they can spare it now. */
  private void giveBack(int fair) {
    long held = partitions.stream().filter(partition -> partition < Range.SHARED.end()).count();
    int surplus = (int) held - fair;
    for (int index = 0; index < lanes.size() && surplus > 0; index++) {
      int part = Math.ceilDiv(surplus, lanes.size() - index);
      lanes.get(index).put(new Envelope.GiveBack(part));
      surplus -= part;
    }
  }

  /** Takes the partition of an execution; false if a living node has it. */
  boolean acquire(ExecutionId execution) {
    try {
      if (!leases.acquire(node, execution.partition())) {
        return false;
      }
    } catch (RuntimeException failed) {
      unsure = true;
      throw failed;
    }
    own(Set.of(execution.partition()));
    return owns(execution);
  }

  /** The lane hears of its partitions before anybody can ask it about their executions. */
  private synchronized void own(Set<Integer> more) {
    Map<Lane, Set<Integer>> byLane = new HashMap<>();
    for (int partition : more) {
      if (!partitions.contains(partition) && !leaving.contains(partition)) {
        Lane lane = lanes.get(partition % lanes.size());
        byLane.computeIfAbsent(lane, _ -> new HashSet<>()).add(partition);
      }
    }
    byLane.forEach((lane, ofLane) -> lane.put(new Envelope.Acquired(ofLane)));
    for (Set<Integer> ofLane : byLane.values()) {
      partitions.addAll(ofLane);
      observer.leased(Lease.ACQUIRED, ofLane.size());
    }
  }

  private synchronized void disown(Set<Integer> released) {
    partitions.removeAll(released);
    leaving.addAll(released);
    observer.leased(Lease.SHARED, released.size());
  }

  private synchronized Set<Integer> leaving() {
    return Set.copyOf(leaving);
  }

  private synchronized void released(Set<Integer> released) {
    leaving.removeAll(released);
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
    drop(Lease.FENCED);
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
    if (threads.isEmpty()) {
      lanes.forEach(Lane::end);
    }
    drop(Lease.LEFT);
    if (!left) {
      leases.leave(node);
      left = true;
    }
  }

  private synchronized void drop(Lease change) {
    if (!partitions.isEmpty()) {
      observer.leased(change, partitions.size());
      partitions.clear();
    }
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
    public void released(Set<Integer> idle) {
      disown(idle);
    }

    @Override
    public void astray(Envelope.For request) {
      requests.astray(request);
    }

    @Override
    public void logged(AttemptId attempt, LogLine line) {
      logWriter.add(LogStore.Entry.of(attempt, line));
    }
  }
}
