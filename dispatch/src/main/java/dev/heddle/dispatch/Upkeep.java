package dev.heddle.dispatch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet needs done now and then: leases looked at every second, its workers made known to
 * the other servers every few, and at once when one comes or goes.
 */
public final class Upkeep implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Upkeep.class.getName());
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration ANNOUNCE = Duration.ofSeconds(5);
  private static final long PATIENCE_MILLIS = 2_000;

  private final String server;
  private final WorkerDirectory directory;
  private final LinkedBlockingQueue<Runnable> errands = new LinkedBlockingQueue<>();
  private final AtomicBoolean announceNow = new AtomicBoolean();
  private volatile boolean closed;
  private @Nullable Thread thread;

  public Upkeep(String server, WorkerDirectory directory) {
    this.server = server;
    this.directory = directory;
  }

  /** A worker has come or gone. */
  public void changed() {
    if (announceNow.compareAndSet(false, true)) {
      errands.add(() -> {});
    }
  }

  /** A worker has ended and holds nothing. */
  public void gone(String instance) {
    errands.add(() -> directory.forget(instance));
    changed();
  }

  /**
   * Begins.
   *
   * @param address where workers reach this server
   */
  public synchronized void start(Fleet fleet, URI address) {
    thread = Thread.ofVirtual().name("fleet").start(() -> run(fleet, address.toString()));
  }

  private void run(Fleet fleet, String address) {
    long announcedAt = System.nanoTime() - ANNOUNCE.toNanos();
    try {
      while (!closed) {
        if (announceNow.getAndSet(false) || System.nanoTime() - announcedAt >= ANNOUNCE.toNanos()) {
          announcedAt = System.nanoTime();
          attempt(() -> announce(fleet, address));
        }
        attempt(fleet::tick);
        Runnable errand = errands.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (errand != null) {
          attempt(errand);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void announce(Fleet fleet, String address) {
    directory.announce(server, address, fleet.records());
    fleet.serversAre(directory.servers());
  }

  /** What fails, such as a database that is away, is done again later. */
  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "The upkeep of the workers failed; trying again", failed);
    }
  }

  @Override
  public void close() {
    closed = true;
    errands.add(() -> {});
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running == null) {
      return;
    }
    try {
      running.join(PATIENCE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    attempt(() -> directory.leave(server));
  }
}
