package dev.heddle.engine.policy;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.port.Admission;
import dev.heddle.engine.port.Changes;
import dev.heddle.engine.port.ClaimStore;
import dev.heddle.engine.port.ClaimStore.Ruling;
import dev.heddle.model.execution.Claim;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Rules on claims whenever something may have changed, and tells those concerned. Every node has
 * one; whichever comes first rules. Who is not told, because a node died in between, is told by the
 * next look of any node.
 */
public final class Admissions implements Admission, AutoCloseable {

  private static final Logger LOG = System.getLogger(Admissions.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REPEAT = Duration.ofSeconds(2);
  private static final int TIDY_EVERY = 10;
  private static final int MOST_REPEATED = 1_000;

  private final ClaimStore claims;
  private final InstantSource clock;
  private final Semaphore news = new Semaphore(0);

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
    for (Changes change : changes) {
      for (Claim claim : change.claims()) {
        waiting.add(claim.policy());
      }
    }
    if (!waiting.isEmpty() && news.availablePermits() == 0) {
      news.release();
    }
  }

  private void run(Engine engine) {
    try {
      while (!closed) {
        boolean _ = news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        step(engine);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Rules once on all that waits. */
  public void step(Engine engine) {
    try {
      Instant now = clock.instant();
      if (!now.isBefore(nextLook)) {
        nextLook = now.plus(LOOK);
        look(engine, now);
      }
      for (String policy : new TreeSet<>(waiting)) {
        rule(policy, engine, now);
      }
    } catch (RuntimeException away) {
      if (!closed) {
        LOG.log(Level.WARNING, "Claims could not be ruled on; trying again", away);
      }
    }
  }

  private void look(Engine engine, Instant now) {
    Set<String> found = claims.waiting();
    waiting.retainAll(found);
    waiting.addAll(found);
    if (++looks % TIDY_EVERY == 1) {
      claims.tidy();
    }
    claims.unheard(now.minus(REPEAT), MOST_REPEATED).forEach(ruling -> tell(engine, ruling));
  }

  private void rule(String policy, Engine engine, Instant now) {
    claims.rule(policy, now, Turnstile.at(now)).forEach(ruling -> tell(engine, ruling));
  }

  /** Whoever has heard of it already, or has ended, refuses; that does no harm. */
  private static void tell(Engine engine, Ruling ruling) {
    Claim claim = ruling.claim();
    String denial = ruling.denial();
    Command command =
        denial == null ? new Command.Admit(claim.task()) : new Command.Deny(claim.task(), denial);
    var _ =
        engine
            .submit(claim.execution(), command)
            .whenComplete((_, failed) -> {
              if (failed != null) {
                LOG.log(Level.DEBUG, "A ruling will be told again", failed);
              }
            });
  }

  @Override
  public void close() {
    closed = true;
    news.release();
  }
}
