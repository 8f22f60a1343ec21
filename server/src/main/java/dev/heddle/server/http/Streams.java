package dev.heddle.server.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The event streams that are open: not more than allowed, and ended when the server stops. */
public final class Streams {

  private final int most;
  private final Set<Place> open = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  public Streams(int most) {
    this.most = most;
  }

  public int count() {
    return open.size();
  }

  /**
   * Lets nothing begin any more once the server stops.
   *
   * @throws ProblemException if it does
   */
  void requireOpen() {
    if (stopped) {
      throw new ProblemException(ProblemCode.UNAVAILABLE, "The server is stopping.");
    }
  }

  /**
   * Takes a place for the calling thread until closed.
   *
   * @throws ProblemException if none is free
   */
  synchronized Place enter() {
    if (stopped) {
      throw new ProblemException(ProblemCode.UNAVAILABLE, "The server is stopping.");
    }
    if (open.size() >= most) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_STREAMS, most + " streams are open; close one, or poll instead.");
    }
    Place place = new Place(Thread.currentThread());
    open.add(place);
    return place;
  }

  /** Ends all streams and lets no more begin. */
  public synchronized void stop() {
    stopped = true;
    open.forEach(place -> place.thread.interrupt());
  }

  /** Whether the server is about to stop. */
  public boolean isStopped() {
    return stopped;
  }

  private synchronized void leave(Place place) {
    open.remove(place);
  }

  /** The right of one stream to be open. */
  final class Place implements AutoCloseable {
    private final Thread thread;

    private Place(Thread thread) {
      this.thread = thread;
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
