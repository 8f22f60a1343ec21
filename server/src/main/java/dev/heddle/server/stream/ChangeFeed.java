package dev.heddle.server.stream;

import dev.heddle.engine.Engine;
import dev.heddle.model.execution.ExecutionId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Wakes those who follow an execution when this node has changed it. */
public final class ChangeFeed implements AutoCloseable {

  private final Map<ExecutionId, Set<Watch>> watches = new ConcurrentHashMap<>();
  private final Engine engine;
  private Engine.@Nullable Subscription subscription;

  public ChangeFeed(Engine engine) {
    this.engine = engine;
  }

  /** An engine that nobody follows need not tell, nor even run. */
  private synchronized void subscribe() {
    if (subscription == null) {
      subscription = engine.watch(this::changed);
    }
  }

  private void changed(ExecutionId execution) {
    watches.getOrDefault(execution, Set.of()).forEach(watch -> watch.signal.release());
  }

  /** Begins to notice changes of an execution; until closed. */
  Watch watch(ExecutionId execution) {
    subscribe();
    Watch watch = new Watch(execution);
    watches.compute(
        execution,
        (_, present) -> {
          Set<Watch> all = present == null ? ConcurrentHashMap.newKeySet() : present;
          all.add(watch);
          return all;
        });
    return watch;
  }

  private void leave(Watch watch) {
    watches.computeIfPresent(
        watch.execution,
        (_, all) -> {
          all.remove(watch);
          return all.isEmpty() ? null : all;
        });
  }

  @Override
  public synchronized void close() {
    if (subscription != null) {
      subscription.close();
    }
  }

  /** The changes of one execution since they were last waited for. */
  final class Watch implements AutoCloseable {
    private final ExecutionId execution;
    private final Semaphore signal = new Semaphore(0);

    private Watch(ExecutionId execution) {
      this.execution = execution;
    }

    /** Waits for a change, at most so long; whether there was one. */
    boolean await(Duration atMost) throws InterruptedException {
      boolean changed = signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
      signal.drainPermits();
      return changed;
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
