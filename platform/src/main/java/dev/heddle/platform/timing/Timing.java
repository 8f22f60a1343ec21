package dev.heddle.platform.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** When something is due again and again, or once. Pure: the same question has the same answer. */
public sealed interface Timing {

  /**
   * The first moment after {@code after} at which it is due; empty if there is none.
   *
   * @param anchor when the timer was made: intervals count from there
   */
  Optional<Instant> next(Instant anchor, Instant after);

  /** All moments after {@code after} at which it is due, in order; found as they are asked for. */
  default Iterator<Instant> times(Instant anchor, Instant after) {
    return new Iterator<>() {
      private Optional<Instant> ahead = Timing.this.next(anchor, after);

      @Override
      public boolean hasNext() {
        return ahead.isPresent();
      }

      @Override
      public Instant next() {
        Instant due = ahead.orElseThrow(NoSuchElementException::new);
        ahead = Timing.this.next(anchor, due);
        return due;
      }
    };
  }

  /** Every so often, counted from when the timer was made; a restart moves nothing. */
  record Every(Duration interval) implements Timing {

    public static final Duration SHORTEST = Duration.ofSeconds(1);

    @Override
    public Optional<Instant> next(Instant anchor, Instant after) {
      if (after.isBefore(anchor)) {
        return Optional.of(anchor.plus(interval));
      }
      long passed = Duration.between(anchor, after).dividedBy(interval);
      return Optional.of(anchor.plus(interval.multipliedBy(passed + 1)));
    }
  }

  /** As a cron expression says, on the clocks of a zone (S1-145). */
  record ByCron(CronExpression expression, ZoneId zone) implements Timing {
    @Override
    public Optional<Instant> next(Instant anchor, Instant after) {
      return expression.next(after, zone);
    }
  }

  /** Once; at once if that has passed when the timer is made (S1-146). */
  record Once(Instant at) implements Timing {
    @Override
    public Optional<Instant> next(Instant anchor, Instant after) {
      return at.isAfter(after) ? Optional.of(at) : Optional.empty();
    }
  }

  /** As a recurrence rule of RFC 5545 says. */
  record ByRecurrence(Recurrence recurrence) implements Timing {
    @Override
    public Optional<Instant> next(Instant anchor, Instant after) {
      Iterator<Instant> times = recurrence.after(after);
      return times.hasNext() ? Optional.of(times.next()) : Optional.empty();
    }

    @Override
    public Iterator<Instant> times(Instant anchor, Instant after) {
      return recurrence.after(after);
    }
  }

  /** When a timer made at {@code anchor} is due first. */
  default Optional<Instant> first(Instant anchor) {
    return this instanceof Once(Instant at) ? Optional.of(at) : next(anchor, anchor);
  }
}
