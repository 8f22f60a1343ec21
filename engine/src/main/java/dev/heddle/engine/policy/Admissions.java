package dev.heddle.engine.policy;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.port.Admission;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ClaimStore;
import dev.heddle.engine.port.ClaimStore.Ruling;
import dev.heddle.model.execution.Claim;
import dev.heddle.model.execution.Execution;
import dev.heddle.model.execution.TaskExecution;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Rules on claims whenever something may have changed, and tells those concerned. Every node has
 * one; whichever comes first rules. Who is not told, because a node died in between, is told by the
 * next look of its owner.
 */
public final class Admissions implements Admission, AutoCloseable {

  private static final Logger LOG = System.getLogger(Admissions.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REPEAT = Duration.ofSeconds(2);
  private static final Duration BREAK = Duration.ofMillis(20);
  private static final int TIDY_EVERY = 10;
  private static final int MOST_REPEATED = 1_000;

  private final ClaimStore claims;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Policies under which something waited when last seen. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  private Instant nextLook = Instant.EPOCH;
  private int looks;
  private volatile boolean closed;

  public Admissions(ClaimStore claims, InstantSource clock) {
    this.claims = claims;
    this.clock = clock;
  }

  /** Begins to rule, and to tell this engine. */
  public void start(Engine engine) {
    Thread.ofVirtual().name("admissions").start(() -> run(engine));
  }

  @Override
  public void committed(List<Changes> changes) {
    boolean matters = false;
    for (Changes change : changes) {
      for (Claim claim : change.claims()) {
        waiting.add(claim.policy());
        matters = true;
      }
    }
    if (!waiting.isEmpty()
        && news.availablePermits() == 0
        && (matters || changes.stream().anyMatch(Admissions::endsSomething))) {
      news.release();
    }
  }

  /** Only ends make room. */
  private static boolean endsSomething(Changes changes) {
    Execution execution = changes.execution();
    if (execution != null && execution.status().isTerminal()) {
      return true;
    }
    for (TaskExecution task : changes.updated()) {
      if (task.status().isTerminal()) {
        return true;
      }
    }
    return false;
  }

  private void run(Engine engine) {
    try {
      while (!closed) {
        boolean _ = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        if (!step(engine)) {
          // What ends under other policies or keys must not make this one rule without a break.
          boolean _ = closing.await(BREAK.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rules once on all that waits; false if there was nothing that could be ruled. */
  public boolean step(Engine engine) {
    Instant now = clock.instant();
    boolean setBack = nextLook.isAfter(now.plus(LOOK));
    if (setBack || !now.isBefore(nextLook)) {
      nextLook = now.plus(LOOK);
      look(engine, now);
    }
    boolean ruled = false;
    for (String policy : new TreeSet<>(waiting)) {
      ruled |= rule(policy, engine, now);
    }
    return ruled;
  }

  private void look(Engine engine, Instant now) {
    try {
      Set<String> found = claims.waiting();
      waiting.retainAll(found);
      waiting.addAll(found);
      if (++looks % TIDY_EVERY == 1) {
        claims.tidy();
      }
      for (Ruling ruling : claims.unheard(now.minus(REPEAT), MOST_REPEATED)) {
        // Each owner finds its own: a ruling is not left again and again for one that is away.
        if (engine.owns(ruling.claim().execution())) {
          tell(engine, ruling);
        }
      }
    } catch (RuntimeException away) {
      failed("Claims could not be looked at; trying again", away);
    }
  }

  /** Whether anything was ruled; one policy that cannot be read does not hold up the others. */
  private boolean rule(String policy, Engine engine, Instant now) {
    try {
      Optional<List<Ruling>> rulings = claims.rule(policy, now, Turnstile::rule);
      if (rulings.isEmpty()) {
        news.release(); // whoever rules just now may have looked before the last commit
        return false;
      }
      rulings.get().forEach(ruling -> tell(engine, ruling));
      return !rulings.get().isEmpty();
    } catch (RuntimeException away) {
      failed("Claims under policy " + policy + " could not be ruled on; trying again", away);
      return false;
    }
  }

  private void failed(String what, RuntimeException away) {
    if (!closed) {
      LOG.log(Level.WARNING, what, away);
    }
  }

  /** Whoever has heard of it already, or has ended, refuses; that does no harm. */
  private static void tell(Engine engine, Ruling ruling) {
    Claim claim = ruling.claim();
    String denial = ruling.denial();
    engine.leave(
        claim.execution(),
        denial == null ? new Command.Admit(claim.task()) : new Command.Deny(claim.task(), denial));
  }

  @Override
  public void close() {
    closed = true;
    closing.countDown();
    news.release();
  }
}
