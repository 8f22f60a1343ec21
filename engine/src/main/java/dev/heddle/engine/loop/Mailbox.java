package dev.heddle.engine.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has been asked and has not done yet. Anybody may put something in; only the lane's
 * thread takes out. Once it is closed, whatever is put in is refused.
 */
final class Mailbox {

  private static final int BATCH = 1_000;

  private final BlockingQueue<Envelope> fromOthers = new LinkedBlockingQueue<>();
  private final Deque<Envelope> own = new ArrayDeque<>();

  /** Some of these cannot be decided or written: they are done one by one, before all others. */
  private final Deque<Envelope> apart = new ArrayDeque<>();

  private volatile boolean closed;
  private volatile @Nullable Thread owner;

  /** From now on the calling thread is the lane's. */
  void ownedHere() {
    owner = Thread.currentThread();
  }

  /** How much others have put in. */
  int waiting() {
    return fromOthers.size();
  }

  void put(Envelope envelope) {
    if (Thread.currentThread().equals(owner)) {
      own.add(envelope);
      if (closed) {
        refuseAll(own);
      }
      return;
    }
    fromOthers.add(envelope);
    if (closed) {
      refuseOthers();
    }
  }

  /** Lets {@link #await} return. */
  void wake() {
    fromOthers.add(new Envelope.CheckInbox());
  }

  boolean isEmpty() {
    return !hasReady() && fromOthers.isEmpty();
  }

  /** Whether there is something that need not be waited for. */
  boolean hasReady() {
    return !own.isEmpty() || !apart.isEmpty();
  }

  /** Waits until there is something, at most so long. */
  void await(long millis) throws InterruptedException {
    Envelope first = fromOthers.poll(millis, TimeUnit.MILLISECONDS);
    if (first != null) {
      own.add(first);
    }
  }

  boolean hasApart() {
    return !apart.isEmpty();
  }

  Envelope takeApart() {
    return apart.removeFirst();
  }

  /** Takes out what lies ready, up to a batch of what others have put in. */
  List<Envelope> take() {
    List<Envelope> taken = new ArrayList<>(own);
    own.clear();
    fromOthers.drainTo(taken, BATCH);
    return taken;
  }

  void putBack(List<Envelope> taken) {
    Deque<Envelope> queue = apart.isEmpty() ? own : apart;
    taken.reversed().forEach(queue::addFirst);
  }

  void setApart(List<Envelope> work) {
    apart.addAll(work);
  }

  /** Callers must not wait for ever for a lane that has ended. */
  void close() {
    closed = true;
    refuseAll(apart);
    refuseAll(own);
    refuseOthers();
  }

  private static void refuseAll(Deque<Envelope> envelopes) {
    for (Envelope left = envelopes.poll(); left != null; left = envelopes.poll()) {
      Deliberation.refuseUndone(left);
    }
  }

  private void refuseOthers() {
    List<Envelope> left = new ArrayList<>();
    fromOthers.drainTo(left);
    left.forEach(Deliberation::refuseUndone);
  }
}
