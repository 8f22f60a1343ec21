package dev.heddle.testkit.simulation;

import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.Inbox;
import dev.heddle.engine.port.LeaseStore;
import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connections of one process to the store: what is said over them may not arrive. */
final class Link implements ExecutionStore, LeaseStore, Inbox {

  private final ExecutionStore store;
  private final LeaseStore leases;
  private final Inbox inbox;
  private final Consumer<Runnable> late;
  private @Nullable Loss next;
  private boolean delays;
  private int cut;

  /** How one call goes wrong for who made it. */
  enum Loss {
    /** It never reaches the store. */
    QUESTION,
    /** It is done, but the answer is lost. */
    ANSWER
  }

  /**
   * @param late takes commits that are still on the way
   */
  Link(ExecutionStore store, LeaseStore leases, Inbox inbox, Consumer<Runnable> late) {
    this.late = late;
    this.store = store;
    this.leases = leases;
    this.inbox = inbox;
  }

  /** Makes the next call fail. */
  void lose(Loss how) {
    next = how;
  }

  /** Makes the next commit arrive later than its sender waits, if ever. */
  void delayCommit() {
    delays = true;
  }

  /** Makes so many calls fail. */
  void cut(int calls) {
    cut = calls;
  }

  void heal() {
    next = null;
    delays = false;
    cut = 0;
  }

  private <T> T call(Supplier<T> what) {
    if (cut > 0) {
      cut--;
      throw away();
    }
    Loss loss = next;
    next = null;
    if (loss == Loss.QUESTION) {
      throw away();
    }
    T answer = what.get();
    if (loss == Loss.ANSWER) {
      throw away();
    }
    return answer;
  }

  private static Unavailable away() {
    return new Unavailable("the store is away", new IllegalStateException("on purpose"));
  }

  @Override
  public boolean commit(Lease lease, long number, List<Changes> changes, List<Answered> answered) {
    if (delays) {
      delays = false;
      late.accept(() -> store.commit(lease, number, changes, answered));
      throw away();
    }
    return call(() -> store.commit(lease, number, changes, answered));
  }

  @Override
  public Fate settle(Lease lease, long number) {
    return call(() -> store.settle(lease, number));
  }

  @Override
  public Optional<Stored> load(ExecutionId id) {
    return call(() -> store.load(id));
  }

  @Override
  public List<ExecutionId> dispatched(Collection<Integer> partitions) {
    return call(() -> store.dispatched(partitions));
  }

  @Override
  public List<Due> due(Collection<Integer> partitions, Instant until, int limit) {
    return call(() -> store.due(partitions, until, limit));
  }

  @Override
  public long join(String name, int lanes, Duration timeToLive) {
    return call(() -> leases.join(name, lanes, timeToLive));
  }

  @Override
  public boolean heartbeat(long node) {
    return call(() -> leases.heartbeat(node));
  }

  @Override
  public Set<Integer> acquire(long node, Range range, int most) {
    return call(() -> leases.acquire(node, range, most));
  }

  @Override
  public Set<Integer> acquireAbandoned(long node, Range range) {
    return call(() -> leases.acquireAbandoned(node, range));
  }

  @Override
  public Share acquireShare(long node, Range range) {
    return call(() -> leases.acquireShare(node, range));
  }

  @Override
  public Set<Integer> held(long node) {
    return call(() -> leases.held(node));
  }

  @Override
  public void release(long node, Set<Integer> partitions) {
    call(() -> {
      leases.release(node, partitions);
      return true;
    });
  }

  @Override
  public boolean acquire(long node, int partition) {
    return call(() -> leases.acquire(node, partition));
  }

  @Override
  public void leave(long node) {
    call(() -> {
      leases.leave(node);
      return true;
    });
  }

  @Override
  public long post(ExecutionId execution, String command) {
    return call(() -> inbox.post(execution, command));
  }

  @Override
  public List<Message> read(Collection<Integer> partitions) {
    return call(() -> inbox.read(partitions));
  }

  @Override
  public Optional<String> await(long message, Duration atMost) {
    return call(() -> inbox.await(message, atMost));
  }

  @Override
  public AutoCloseable listen(Runnable wake) {
    return inbox.listen(wake);
  }
}
