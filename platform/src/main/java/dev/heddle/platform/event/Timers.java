package dev.heddle.platform.event;

import dev.heddle.platform.event.Intake.News;
import dev.heddle.platform.event.Intake.Taken;
import dev.heddle.platform.event.TimerStore.Timer;
import dev.heddle.platform.event.TimerStore.Wanted;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.timing.CatchUp;
import dev.heddle.platform.timing.Timing;
import dev.heddle.platform.trigger.TimingReader;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes events of the clock. Every server looks; the event of one moment of one timer has a key, so
 * that it is stored once whoever is first, and again after a crash.
 */
final class Timers {

  private static final Logger LOG = System.getLogger(Timers.class.getName());
  private static final int AT_ONCE = 200;

  private final Rules rules;
  private final TimerStore store;
  private final Intake intake;
  private final InstantSource clock;
  private long catalogRevision = -1;
  private long ruleRevision = -1;

  Timers(Rules rules, TimerStore store, Intake intake, InstantSource clock) {
    this.rules = rules;
    this.store = store;
    this.intake = intake;
    this.clock = clock;
  }

  /** What makes a timer: the trigger and its parameters. */
  static String spec(Rule rule) {
    return rule.trigger() + " " + Json.write(rule.triggerParams());
  }

  static Timing timing(Rule rule) {
    return TimingReader.read(rule.trigger(), rule.triggerParams());
  }

  /**
   * Does what is due, and says when to look again; empty if nothing is ahead, or if something could
   * not be done just now.
   */
  Optional<Instant> step() {
    Rulebook book = rules.book();
    if (book.catalogRevision() != catalogRevision || book.ruleRevision() != ruleRevision) {
      put(book);
    }
    boolean done = true;
    for (Timer timer : store.due(clock.instant(), AT_ONCE)) {
      done &=
          book.rule(timer.rule())
              .filter(rule -> rule.enabled() && spec(rule).equals(timer.spec()))
              .map(rule -> fires(rule, timer))
              .orElse(true);
    }
    return done ? store.next() : Optional.empty();
  }

  /** One that cannot fire keeps no others from it (security row 27); it is tried again. */
  private boolean fires(Rule rule, Timer timer) {
    try {
      fire(rule, timer);
      return true;
    } catch (RuntimeException failed) {
      LOG.log(
          Level.WARNING, "The timer of " + rule.ref() + " could not fire; trying again", failed);
      return false;
    }
  }

  private void put(Rulebook book) {
    Instant now = clock.instant();
    List<Wanted> wanted = new ArrayList<>();
    for (Rule rule : book.timed()) {
      Timing timing = timing(rule);
      wanted.add(
          new Wanted(
              rule.ref(),
              spec(rule),
              timing.first(now).orElse(null),
              timing instanceof Timing.Once));
    }
    if (store.put(book.catalogRevision(), book.ruleRevision(), wanted, now)) {
      catalogRevision = book.catalogRevision();
      ruleRevision = book.ruleRevision();
    }
  }

  private void fire(Rule rule, Timer timer) {
    Instant since = timer.next();
    if (since == null) {
      return;
    }
    Instant now = clock.instant();
    CatchUp.Due due = rule.catchUp().at(timing(rule), timer.anchor(), since, now);
    List<CompletableFuture<Taken>> taken = new ArrayList<>();
    for (Instant at : due.due()) {
      taken.add(
          intake.take(
              new News(
                  rule.trigger(),
                  rule.ref(),
                  "timer",
                  key(timer, at),
                  payload(rule, at, now),
                  null)));
    }
    taken.forEach(CompletableFuture::join);
    Instant last = due.due().isEmpty() ? timer.last() : due.due().getLast();
    store.advance(timer, last, due.next().orElse(null));
  }

  private static String key(Timer timer, Instant at) {
    return "timer " + timer.rule() + " " + timer.anchor().toEpochMilli() + " " + at;
  }

  /** What an event of the clock says. */
  static MapValue payload(Rule rule, Instant scheduled, Instant now) {
    return MapValue.builder()
        .put("scheduled_at", scheduled.toString())
        .put("fired_at", now.toString())
        .put("rule", rule.ref())
        .build();
  }
}
