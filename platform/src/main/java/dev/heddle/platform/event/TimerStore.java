package dev.heddle.platform.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where timers are durable: when the rules on the clock are due next. */
public interface TimerStore {

  /**
   * The timer of one rule.
   *
   * @param spec what it is made from; another one makes it anew
   * @param anchor when it was made
   * @param next when it is due; null if never again
   * @param last when it was due last; null if never
   * @param active whether its rule is enabled
   */
  record Timer(
      String rule,
      String spec,
      Instant anchor,
      @Nullable Instant next,
      @Nullable Instant last,
      boolean active,
      boolean paused) {}

  /**
   * A timer there should be.
   *
   * @param first when it is due if it is made now; null if never
   * @param once whether it must not fire again once it has
   */
  record Wanted(String rule, String spec, @Nullable Instant first, boolean once) {}

  /**
   * Makes the timers that should be, and switches off all others. Does nothing if what is installed
   * or the rules have changed since: then the wish is out of date.
   *
   * @return whether it was done
   */
  boolean put(long catalogRevision, long ruleRevision, List<Wanted> wanted, Instant now);

  /** Those due at a moment, the most overdue first. */
  List<Timer> due(Instant now, int limit);

  /** When the next is due. */
  Optional<Instant> next();

  /** Notes what a timer has done, unless another server did already. */
  boolean advance(Timer before, @Nullable Instant last, @Nullable Instant next);

  Optional<Timer> find(String rule);

  /** All, by rule. */
  List<Timer> all();

  /**
   * Lets a timer rest, or go on.
   *
   * @param next when it is due then
   */
  boolean pause(String rule, boolean paused, @Nullable Instant next);
}
