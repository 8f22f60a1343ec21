package dev.heddle.testkit;

import dev.heddle.engine.port.ExecutionStore.Answered;
import dev.heddle.engine.port.ExecutionStore.Lease;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
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

/** Leases and inbox in memory; a node is dead when {@link #kill} says so. */
public final class MemoryLeases implements LeaseStore, Inbox {

  private final Set<Long> living = new HashSet<>();
  private final Set<Long> dead = new HashSet<>();
  private final Map<Integer, Long> owners = new HashMap<>();
  private final Map<Long, Message> messages = new LinkedHashMap<>();
  private final Map<Long, String> answers = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Supplier<Set<Integer>> unfinished = Set::of;
  private long lastNode;
  private long lastMessage;

  @Override
  public synchronized long join(String name, int lanes, Duration timeToLive) {
    living.add(++lastNode);
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

  synchronized boolean holds(Lease lease) {
    return living.contains(lease.node());
  }

  @Override
  public synchronized boolean heartbeat(long node) {
    return living.contains(node);
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
  public boolean acquire(long node, int partition) {
    return !take(node, new Range(partition, partition + 1), 1, _ -> true).isEmpty();
  }

  private synchronized Set<Integer> take(
      long node, Range range, int most, Predicate<Integer> wanted) {
    living.removeAll(dead);
    dead.clear();
    Set<Integer> taken = new HashSet<>();
    for (int partition = range.first(); partition < range.end(); partition++) {
      Long owner = owners.get(partition);
      boolean free = owner == null || !living.contains(owner);
      if (taken.size() < most && free && wanted.test(partition)) {
        owners.put(partition, node);
        taken.add(partition);
      }
    }
    return taken;
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
      messages.put(number, new Message(number, execution, command));
    }
    listeners.forEach(Runnable::run);
    return number;
  }

  @Override
  public synchronized List<Message> read(Collection<Integer> partitions) {
    List<Message> waiting = new ArrayList<>();
    for (Message message : messages.values()) {
      if (!answers.containsKey(message.number())
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
    messages.remove(message);
    return Optional.ofNullable(answers.remove(message));
  }

  @Override
  public AutoCloseable listen(Runnable wake) {
    listeners.add(wake);
    return () -> listeners.remove(wake);
  }
}
