package dev.heddle.testkit;

import dev.heddle.engine.port.ExecutionStore.Answered;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Leases and inbox in memory. A node is dead when {@link #kill} says so or, by the given clock,
 * when its last heartbeat is older than its time to live.
 */
public final class MemoryLeases implements LeaseStore, Inbox {

  private final InstantSource clock;
  private final Set<Weakness> weaknesses;
  private final Set<Long> living = new HashSet<>();
  private final Set<Long> sharing = new HashSet<>();
  private final Map<Long, Duration> timesToLive = new HashMap<>();
  private final Map<Long, Instant> heartbeats = new HashMap<>();
  private final Set<Long> dead = new HashSet<>();
  private final Map<Integer, Long> owners = new HashMap<>();
  private final Map<Long, Message> messages = new LinkedHashMap<>();
  private final Map<Long, String> answers = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Supplier<Set<Integer>> unfinished = Set::of;
  private final Map<Integer, Integer> generations = new HashMap<>();
  private long lastNode;
  private long lastMessage;

  /** No node dies of silence. */
  public MemoryLeases() {
    this(InstantSource.fixed(Instant.EPOCH));
  }

  public MemoryLeases(InstantSource clock) {
    this(clock, Set.of());
  }

  /**
   * @param weaknesses mistakes they make
   */
  public MemoryLeases(InstantSource clock, Set<Weakness> weaknesses) {
    this.clock = clock;
    this.weaknesses = Set.copyOf(weaknesses);
  }

  @Override
  public synchronized long join(String name, int lanes, Duration timeToLive) {
    living.add(++lastNode);
    timesToLive.put(lastNode, timeToLive);
    heartbeats.put(lastNode, clock.instant());
    return lastNode;
  }

  /** Ends a node as a crash would: it may go on writing until another takes its partitions. */
  public synchronized void kill(long node) {
    dead.add(node);
  }

  /** Ends every node that lives. */
  public synchronized void killAll() {
    dead.addAll(living);
  }

  /** Takes everything from every node at once, as if others had taken over. */
  public synchronized void fenceAll() {
    living.clear();
    owners.clear();
  }

  /** Who may write a partition: its owner, living or not yet known to be dead; else empty. */
  public synchronized Optional<Long> owner(int partition) {
    return Optional.ofNullable(owners.get(partition)).filter(living::contains);
  }

  /** Counts the owners a partition has had. */
  public synchronized int generation(int partition) {
    return generations.getOrDefault(partition, 0);
  }

  synchronized boolean holds(Lease lease) {
    return living.contains(lease.node());
  }

  /** Whether another node has found this one dead and taken over. */
  public synchronized boolean isFenced(long node) {
    return !living.contains(node);
  }

  @Override
  public synchronized boolean heartbeat(long node) {
    heartbeats.put(node, clock.instant());
    dead.remove(node);
    return living.contains(node);
  }

  private boolean isDead(long node) {
    Instant heartbeat = heartbeats.getOrDefault(node, Instant.MAX);
    Duration timeToLive = timesToLive.getOrDefault(node, Duration.ZERO);
    return dead.contains(node) || clock.instant().isAfter(heartbeat.plus(timeToLive));
  }

  /** Who says which partitions have unfinished executions; asked without any lock. */
  void unfinishedWork(Supplier<Set<Integer>> partitions) {
    unfinished = partitions;
  }

  @Override
  public Set<Integer> acquire(long node, Range range, int most) {
    Set<Integer> left = unfinished.get();
    boolean all = most >= range.end() - range.first();
    return take(node, range, most, partition -> all || !left.contains(partition));
  }

  @Override
  public Set<Integer> acquireAbandoned(long node, Range range) {
    return take(node, range, range.end(), unfinished.get()::contains);
  }

  @Override
  public synchronized Share acquireShare(long node, Range range) {
    sharing.add(node);
    fenceDead(node);
    if (weaknesses.contains(Weakness.RELEASES_TOO_EARLY)) {
      owners.values().removeIf(owner -> owner == node);
    }
    long sharers = living.stream().filter(sharing::contains).count();
    int fair = Math.ceilDiv(range.end() - range.first(), Math.max(1, (int) sharers));
    int size = range.end() - range.first();
    Set<Integer> taken = take(node, range, size, owners::containsKey);
    long had =
        held(node).stream()
            .filter(partition -> partition >= range.first() && partition < range.end())
            .count();
    taken.addAll(
        take(
            node,
            range,
            Math.max(0, fair - (int) had),
            partition -> !owners.containsKey(partition)));
    return new Share(taken, fair);
  }

  @Override
  public synchronized Set<Integer> held(long node) {
    Set<Integer> held = new HashSet<>();
    owners.forEach((partition, owner) -> {
      if (owner == node) {
        held.add(partition);
      }
    });
    return held;
  }

  @Override
  public synchronized void release(long node, Set<Integer> partitions) {
    partitions.forEach(partition -> owners.remove(partition, node));
  }

  @Override
  public boolean acquire(long node, int partition) {
    return !take(node, new Range(partition, partition + 1), 1, _ -> true).isEmpty();
  }

  private synchronized Set<Integer> take(
      long node, Range range, int most, Predicate<Integer> wanted) {
    fenceDead(node);
    Set<Integer> taken = new HashSet<>();
    if (!living.contains(node)) {
      return taken;
    }
    for (int partition = range.first(); partition < range.end(); partition++) {
      Long owner = owners.get(partition);
      boolean free =
          owner == null
              || !living.contains(owner)
              || (owner != node && weaknesses.contains(Weakness.LEASES_TWICE));
      if (taken.size() < most && free && wanted.test(partition)) {
        owners.put(partition, node);
        generations.merge(partition, 1, Integer::sum);
        taken.add(partition);
      }
    }
    return taken;
  }

  private void fenceDead(long except) {
    living.removeIf(node -> node != except && isDead(node));
  }

  @Override
  public synchronized void leave(long node) {
    living.remove(node);
    owners.values().removeIf(owner -> owner == node);
  }

  @Override
  public long post(ExecutionId execution, String command) {
    long number;
    synchronized (this) {
      number = ++lastMessage;
      if (number % 3 != 0 || !weaknesses.contains(Weakness.LOSES_COMMANDS)) {
        messages.put(number, new Message(number, execution, command));
      }
    }
    listeners.forEach(Runnable::run);
    return number;
  }

  @Override
  public synchronized List<Message> read(Collection<Integer> partitions) {
    List<Message> waiting = new ArrayList<>();
    for (Message message : messages.values()) {
      boolean open = !answers.containsKey(message.number());
      if ((open || weaknesses.contains(Weakness.REPEATS_COMMANDS))
          && partitions.contains(message.execution().partition())) {
        waiting.add(message);
      }
    }
    return waiting;
  }

  synchronized void answer(List<Answered> answered) {
    answered.forEach(answer -> answers.put(answer.message(), answer.answer()));
    notifyAll();
  }

  @Override
  public synchronized Optional<String> await(long message, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      while (!answers.containsKey(message)) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return Optional.empty();
        }
        wait(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    if (!weaknesses.contains(Weakness.REPEATS_COMMANDS)) {
      messages.remove(message);
    }
    return Optional.ofNullable(answers.remove(message));
  }

  @Override
  public AutoCloseable listen(Runnable wake) {
    listeners.add(wake);
    return () -> listeners.remove(wake);
  }
}
