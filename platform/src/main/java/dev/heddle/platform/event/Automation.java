package dev.heddle.platform.event;

import dev.heddle.engine.Engine;
import dev.heddle.platform.catalog.LiveSight;
import dev.heddle.platform.catalog.Workflows;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that turns happenings into executions, on one server; several servers on one database
 * share the work. Timers run from {@link #start} until it is closed.
 */
public final class Automation implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Automation.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Rules rules;
  private final Starting starting;
  private final Intake intake;
  private final Timers timers;
  private final Events events;
  private final Webhooks webhooks;
  private final Gates gates;
  private final Replay replay;
  private final Schedules schedules;
  private final Engine engine;
  private final InstantSource clock;

  /** Rung when there may be something to do before the next look. */
  private final Semaphore bell = new Semaphore(0);

  private volatile boolean waiting;
  private volatile Engine.@Nullable Subscription ends;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What it needs of the rest. */
  public record Ports(
      Engine engine,
      Workflows workflows,
      LiveSight live,
      Rules rules,
      EventStore events,
      TimerStore timers,
      WebhookStore webhooks,
      Owners owners,
      InstantSource clock) {}

  public Automation(Ports ports) {
    this.rules = ports.rules();
    this.clock = ports.clock();
    Matching matching = new Matching(new Targets(ports.workflows(), ports.live()), ports.owners());
    this.starting =
        new Starting(ports.engine(), ports.events(), ports.workflows()::obstacle, clock);
    this.intake = new Intake(rules, matching, ports.events(), starting, ports.engine(), clock);
    this.timers = new Timers(rules, ports.timers(), intake, clock);
    this.events = new Events(rules, ports.events(), intake);
    this.webhooks = new Webhooks(rules, events, ports.webhooks(), clock);
    this.gates = new Gates(ports.events(), starting, ports.engine());
    this.replay = new Replay(rules, ports.events(), matching, starting, ports.engine(), clock);
    this.schedules =
        new Schedules(rules, ports.events(), ports.timers(), intake, ports.engine(), clock);
    this.engine = ports.engine();
  }

  public Events events() {
    return events;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  public Replay replay() {
    return replay;
  }

  public Schedules schedules() {
    return schedules;
  }

  public Rules rules() {
    return rules;
  }

  /** Lets the clock make events, and what others left undone be done here. */
  public void start() {
    intake.onWaiting(() -> {
      waiting = true;
      bell.release();
    });
    ends =
        engine.watchEnds(_ -> {
          if (waiting) {
            bell.release();
          }
        });
    Thread.ofVirtual().name("timers").start(this::run);
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      Instant recovered = Instant.EPOCH;
      while (closed.getCount() > 0) {
        boolean rung = bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        if (rung || waiting) {
          bell.drainPermits();
          attempt("waiting enforcements", () -> waiting = gates.step());
        }
        Optional<Instant> next = look();
        Instant now = clock.instant();
        if (recovered.plus(LOOK).isBefore(now)) {
          attempt("overdue enforcements", starting::recover);
          attempt("webhooks", webhooks::refresh);
          waiting = true; // others may have left some
          recovered = now;
        }
        pause = next.map(at -> until(now, at)).orElse(LOOK);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration until(Instant now, Instant next) {
    Duration left = Duration.between(now, next).plusMillis(1);
    if (left.isNegative()) {
      return Duration.ofMillis(50); // it could not be done just now
    }
    return left.compareTo(LOOK) < 0 ? left : LOOK;
  }

  private Optional<Instant> look() {
    try {
      rules.refresh();
      return timers.step();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Timers could not be looked at; trying again", failed);
      return Optional.empty();
    }
  }

  private static void attempt(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Could not see to " + what + "; trying again", failed);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    bell.release();
    Engine.Subscription watching = ends;
    if (watching != null) {
      watching.close();
    }
    intake.close();
    starting.close();
  }
}
