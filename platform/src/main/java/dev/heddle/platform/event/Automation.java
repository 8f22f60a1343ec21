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
import java.util.concurrent.TimeUnit;

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
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What it needs of the rest. */
  public record Ports(
      Engine engine,
      Workflows workflows,
      LiveSight live,
      Rules rules,
      EventStore events,
      TimerStore timers,
      Owners owners,
      InstantSource clock) {}

  public Automation(Ports ports) {
    this.rules = ports.rules();
    this.clock = ports.clock();
    Matching matching = new Matching(new Targets(ports.workflows(), ports.live()), ports.owners());
    this.starting = new Starting(ports.engine(), ports.events(), clock);
    this.intake = new Intake(rules, matching, ports.events(), starting, ports.engine(), clock);
    this.timers = new Timers(rules, ports.timers(), intake, clock);
    this.events = new Events(rules, ports.events(), intake);
  }

  public Events events() {
    return events;
  }

  public Rules rules() {
    return rules;
  }

  /** Lets the clock make events, and what others left undone be done here. */
  public void start() {
    Thread.ofVirtual().name("timers").start(this::run);
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      Instant recovered = Instant.EPOCH;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        Optional<Instant> next = look();
        Instant now = clock.instant();
        if (recovered.plus(LOOK).isBefore(now)) {
          attempt("overdue enforcements", starting::recover);
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
    intake.close();
    starting.close();
  }
}
