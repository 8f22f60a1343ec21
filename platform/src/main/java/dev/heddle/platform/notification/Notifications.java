package dev.heddle.platform.notification;

import dev.heddle.engine.Engine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads notifications for all listeners of one server, on one thread; reads nothing while there are
 * none. What other servers write is heard within a quarter of a second.
 */
public final class Notifications implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Notifications.class.getName());
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SOONEST = Duration.ofMillis(10);
  private static final Duration RENEW = Duration.ofSeconds(20);

  /** How long a listener that was cut off has to come back without missing anything. */
  private static final Duration LINGER = Duration.ofMinutes(5);

  private static final Duration KEPT = Duration.ofHours(1);
  private static final int AT_ONCE = 500;
  private static final int MOST_REPLAYED = 20_000;

  private final NotificationStore store;
  private final InstantSource clock;
  private final Engine engine;
  private final Semaphore bell = new Semaphore(0);
  private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private @Nullable Thread thread;

  /** Of the thread: what everybody was told; null while nobody listens. */
  private @Nullable Position position;

  /** Of the thread. */
  private Position since = new Position(0, 0);

  public Notifications(NotificationStore store, Engine engine, InstantSource clock) {
    this.store = store;
    this.engine = engine;
    this.clock = clock;
  }

  /** Hears everything; must return at once. */
  public interface Listener {

    /**
     * From now on everything is heard.
     *
     * @param complete whether nothing is missing after the place that was asked for
     */
    void begun(boolean complete);

    void hear(Notification notification);
  }

  private record Joining(Listener listener, @Nullable Position after) {}

  /**
   * Begins to tell.
   *
   * @param after the last that was heard before; null for what happens from now on
   */
  public void join(Listener listener, @Nullable Position after) {
    joining.add(new Joining(listener, after));
    begin();
    bell.release();
  }

  private synchronized void begin() {
    if (thread == null && !closed) {
      thread = Thread.ofVirtual().name("notifications").start(this::run);
    }
  }

  private void ring() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  public void leave(Listener listener) {
    joining.removeIf(each -> each.listener().equals(listener));
    listeners.remove(listener);
  }

  private void run() {
    while (!closed) {
      try {
        bell.acquire();
        bell.drainPermits();
        try (Engine.Subscription _ = engine.watch(_ -> ring())) {
          serve();
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException failed) {
        LOG.log(Level.WARNING, "Notifications could not be read; trying again", failed);
        pause();
        bell.release();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Reads as long as anybody listens; if that fails, it goes on where it was. */
  private void serve() throws InterruptedException {
    long renewed = System.nanoTime() - 2 * RENEW.toNanos();
    while (!closed && !(joining.isEmpty() && listeners.isEmpty())) {
      if (System.nanoTime() - renewed > RENEW.toNanos()) {
        since = listen();
        renewed = System.nanoTime();
        store.prune(clock.instant().minus(KEPT));
      }
      Position from = position;
      if (from == null) {
        from = store.end();
      } else if (from.transaction() < since.transaction()) {
        listeners.forEach(each -> each.begun(false)); // nobody could say that we listen
      }
      admit(from);
      position = read(from);
      bell.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      bell.drainPermits();
      TimeUnit.MILLISECONDS.sleep(SOONEST.toMillis()); // many commits are read at once
    }
    position = null;
  }

  /** Waits for what began before anybody listened, for that is not written. */
  private Position listen() throws InterruptedException {
    NotificationStore.Listening listening = store.listen(LINGER);
    while (!listening.ready() && !closed) {
      TimeUnit.MILLISECONDS.sleep(SOONEST.toMillis());
      listening = store.listen(LINGER);
    }
    return listening.since();
  }

  private void admit(Position until) {
    for (Joining each = joining.poll(); each != null; each = joining.poll()) {
      Position after = each.after();
      boolean complete = after == null || after.transaction() >= since.transaction();
      each.listener().begun((after == null || replay(each.listener(), after, until)) && complete);
      listeners.add(each.listener());
    }
  }

  /** Tells what happened before everybody's position; whether that was all. */
  private boolean replay(Listener listener, Position after, Position until) {
    Position at = after;
    for (int told = 0; told < MOST_REPLAYED; ) {
      List<Notification> batch =
          store.after(at, AT_ONCE).stream()
              .filter(each -> each.position().transaction() <= until.transaction())
              .toList();
      batch.stream().flatMap(Notification::told).forEach(listener::hear);
      told += batch.size();
      if (batch.size() < AT_ONCE) {
        return true;
      }
      at = batch.getLast().position();
    }
    return false;
  }

  private Position read(Position from) {
    Position at = from;
    List<Notification> batch;
    do {
      batch = store.after(at, AT_ONCE);
      for (Notification each : batch) {
        each.told().forEach(one -> listeners.forEach(listener -> listener.hear(one)));
        at = each.position();
      }
    } while (batch.size() == AT_ONCE);
    return at;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
