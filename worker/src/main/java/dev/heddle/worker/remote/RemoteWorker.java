package dev.heddle.worker.remote;

import dev.heddle.worker.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker that takes its attempts from servers elsewhere: one stream to each server of the
 * database, so that whichever advances an execution reaches it directly.
 */
public final class RemoteWorker implements AutoCloseable {

  private static final Logger LOG = System.getLogger(RemoteWorker.class.getName());
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final RemoteSettings settings;
  private final Worker runner;
  private final HttpClient http;
  private final Roster roster;
  private final Map<URI, Link> links = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable String hopeless;
  private volatile boolean drained;

  private RemoteWorker(RemoteSettings settings, Worker runner) {
    this.settings = settings;
    this.runner = runner;
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    PackCache packs = new PackCache(settings.cache(), http, settings.token());
    try {
      packs.tidy();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot use " + settings.cache(), failed);
    }
    this.roster = new Roster(settings.profile(), runner, packs, this::giveUp, this::serversAre);
  }

  /** Connects to its servers and takes attempts until it is drained or closed. */
  public static RemoteWorker start(RemoteSettings settings, Worker runner) {
    RemoteWorker worker = new RemoteWorker(settings, runner);
    settings.servers().forEach(worker::connect);
    Thread.ofVirtual().name("worker-upkeep").start(worker::keep);
    return worker;
  }

  /**
   * The base address somebody wrote.
   *
   * @throws IllegalArgumentException if it is none; the message says what one looks like
   */
  public static URI address(String written) {
    return Addresses.base(written);
  }

  private synchronized void connect(URI server) {
    if (closed.getCount() > 0 && !links.containsKey(server)) {
      Link link = new Link(server, http, settings, roster);
      links.put(server, link);
      link.start();
    }
  }

  /** Follows the servers of the database; one that is gone is let go when it no longer answers. */
  private void serversAre(Roster.ServersTold told) {
    for (String address : told.addresses()) {
      try {
        URI server = Addresses.base(address);
        if (Addresses.mayFollow(server, told.by().server)) {
          connect(server);
        }
      } catch (IllegalArgumentException notOne) {
        LOG.log(Level.WARNING, told.by().server + " names a server that is none: " + address);
      }
    }
    letGo(told.addresses());
  }

  private synchronized void letGo(List<String> addresses) {
    links
        .entrySet()
        .removeIf(entry -> {
          boolean gone =
              !addresses.contains(entry.getKey().toString())
                  && !settings.servers().contains(entry.getKey())
                  && !entry.getValue().isOpen();
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
  }

  private synchronized List<Link> links() {
    return List.copyOf(links.values());
  }

  private void keep() {
    long sinceBeat = 0;
    try {
      long tick = TICK.toMillis();
      while (!closed.await(Math.min(tick, roster.beat().toMillis()), TimeUnit.MILLISECONDS)) {
        roster.tick();
        sinceBeat += Math.min(tick, roster.beat().toMillis());
        if (sinceBeat >= roster.beat().toMillis()) {
          sinceBeat = 0;
          links().forEach(link -> link.beat(roster.beat()));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp(String reason) {
    hopeless = reason;
    roster.stop();
    ended.countDown();
  }

  /**
   * Waits until it has been drained or closed, or cannot go on; the reason then, null otherwise.
   */
  public @Nullable String awaitEnd() throws InterruptedException {
    ended.await();
    return hopeless;
  }

  /**
   * Takes nothing new, and waits until everything it has is finished and recorded.
   *
   * @return false if that took too long, or {@link #hurry} was called
   */
  public boolean drain(Duration atMost) throws InterruptedException {
    roster.drain();
    drained = roster.awaitEmpty(atMost);
    ended.countDown();
    return drained;
  }

  /** Whether it has drained completely. */
  public boolean hasDrained() {
    return drained;
  }

  /** Lets {@link #drain} come back. */
  public void hurry() {
    roster.stop();
  }

  /** How many attempts it has. */
  public int holding() {
    return roster.holding();
  }

  public boolean isConnected() {
    return roster.isConnected();
  }

  /** Gives back what it has, ends what runs, and says goodbye. */
  @Override
  public void close() {
    roster.leave();
    runner.close();
    farewell();
    closed.countDown();
    links().forEach(Link::close);
    http.shutdownNow();
    ended.countDown();
  }

  /** The last words leave before the streams end. */
  private void farewell() {
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    for (Link link : links()) {
      link.awaitSent(deadline);
    }
  }
}
