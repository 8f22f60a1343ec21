package dev.heddle.platform.audit;

import dev.heddle.platform.keys.ServerKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The audit log: every entry carries a hash of itself and of the one before it, made with the
 * server's key, so that whoever changes, removes or adds rows without the key is found out. Who
 * waits together is written together. Thread safe, also among several servers.
 */
public final class AuditLog {

  private static final int PAGE = 1000;

  private final AuditStore store;
  private final ServerKey key;
  private final InstantSource clock;
  private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  public AuditLog(AuditStore store, ServerKey key, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  /** Somebody whose deed is not written yet. */
  private static final class Waiting {
    private final AuditEntry.Deed deed;
    private boolean written;

    private Waiting(AuditEntry.Deed deed) {
      this.deed = deed;
    }
  }

  /** How a check of the log ended. */
  public sealed interface Verdict {

    /** Everything is as it was written. */
    record Intact(long entries, String hash) implements Verdict {}

    /**
     * Somebody has changed it.
     *
     * @param number the first entry that does not fit
     */
    record Broken(long number, String reason) implements Verdict {}
  }

  /** Writes what was done; when it returns, it is durable. */
  public void record(AuditEntry.Deed deed) {
    Waiting mine = new Waiting(deed);
    queue.add(mine);
    turn.lock();
    try {
      if (!mine.written) {
        write(mine);
      }
    } finally {
      turn.unlock();
    }
  }

  private void write(Waiting mine) {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting each = queue.poll(); each != null; each = queue.poll()) {
      batch.add(each);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    try {
      store.append(head -> follow(head, batch, now));
    } catch (RuntimeException failed) {
      // The others try again when it is their turn.
      batch.stream().filter(each -> each != mine).forEach(queue::add);
      throw failed;
    }
    batch.forEach(each -> each.written = true);
  }

  private List<AuditEntry> follow(AuditStore.Head head, List<Waiting> batch, Instant now) {
    List<AuditEntry> entries = new ArrayList<>();
    AuditStore.Head last = head;
    for (Waiting each : batch) {
      AuditEntry entry = new AuditEntry(last.number() + 1, now, each.deed, "");
      String hash = hash(entry, last.hash());
      entries.add(new AuditEntry(entry.number(), now, each.deed, hash));
      last = new AuditStore.Head(entry.number(), hash);
    }
    return entries;
  }

  private String hash(AuditEntry entry, String former) {
    return key.fingerprint("audit " + entry.content(former));
  }

  /** Newest first, those before a number. */
  public List<AuditEntry> list(AuditStore.Filter filter, long before, int limit) {
    return store.before(before, filter, limit);
  }

  /** Reads the whole log and says whether it is what was written. */
  public Verdict verify() {
    AuditStore.Head end = store.head();
    AuditStore.Head last = AuditStore.Head.EMPTY;
    while (true) {
      List<AuditEntry> entries = store.after(last.number(), PAGE);
      for (AuditEntry entry : entries) {
        Optional<Verdict> broken = check(entry, last);
        if (broken.isPresent()) {
          return broken.get();
        }
        last = new AuditStore.Head(entry.number(), entry.hash());
        if (last.number() == end.number() && !last.hash().equals(end.hash())) {
          return new Verdict.Broken(last.number(), "the end of the log is noted otherwise");
        }
      }
      if (entries.size() < PAGE) {
        return last.number() < end.number()
            ? new Verdict.Broken(last.number() + 1, "entries up to " + end.number() + " are gone")
            : new Verdict.Intact(last.number(), last.hash());
      }
    }
  }

  private Optional<Verdict> check(AuditEntry entry, AuditStore.Head last) {
    if (entry.number() != last.number() + 1) {
      return Optional.of(
          new Verdict.Broken(last.number() + 1, "the next entry is " + entry.number()));
    }
    if (!hash(entry, last.hash()).equals(entry.hash())) {
      return Optional.of(
          new Verdict.Broken(entry.number(), "its hash does not fit it and the entry before it"));
    }
    return Optional.empty();
  }
}
