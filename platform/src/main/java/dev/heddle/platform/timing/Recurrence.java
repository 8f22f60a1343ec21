package dev.heddle.platform.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * A recurrence rule of RFC 5545 from a start on the clocks of a zone. A time that the clock leaves
 * out is due when it goes on; one that comes twice, the first time.
 */
public record Recurrence(String rule, LocalDateTime start, ZoneId zone) {

  /** Between two times lies at least this. */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  /** So many occurrences are looked at for one answer; rules that find none end there. */
  private static final int MOST_STEPS = 100_000;

  private static final int LOOKED_AT = 100;

  /** Clocks change by less; so much earlier the search for what comes after a moment begins. */
  private static final Duration LEAD = Duration.ofHours(3);

  /**
   * Reads a rule such as {@code FREQ=WEEKLY;BYDAY=MO}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Recurrence of(String rule, LocalDateTime start, ZoneId zone) {
    String bare = rule.strip();
    if (bare.toUpperCase(Locale.ROOT).startsWith("RRULE:")) {
      bare = bare.substring("RRULE:".length());
    }
    if (bare.length() > 500) {
      throw new IllegalArgumentException("a recurrence rule has at most 500 characters");
    }
    Recurrence recurrence = new Recurrence(bare, start.withNano(0), zone);
    recurrence.parsed();
    recurrence.checkPace();
    return recurrence;
  }

  /**
   * What is due every second, or searched for in vain, would keep the thread of all timers busy.
   */
  private void checkPace() {
    Instant before = Instant.MIN;
    Iterator<Instant> first = after(start.minusDays(1).toInstant(ZoneOffset.UTC));
    if (!first.hasNext()) {
      throw new IllegalArgumentException("`" + rule + "` is never due");
    }
    for (int i = 0; i < LOOKED_AT && first.hasNext(); i++) {
      Instant at = first.next();
      if (before.isAfter(at.minus(SHORTEST))) {
        throw new IllegalArgumentException(
            "`"
                + rule
                + "` is due more often than once a minute: write an interval or a cron expression");
      }
      before = at;
    }
  }

  private RecurrenceRule parsed() {
    try {
      return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException wrong) {
      throw new IllegalArgumentException(
          "`" + rule + "` is no recurrence rule of RFC 5545: " + wrong.getMessage(), wrong);
    }
  }

  /** All times after a moment, in order, found as they are asked for. */
  Iterator<Instant> after(Instant after) {
    RecurrenceRule parsed = parsed();
    ZoneRules rules = zone.getRules();
    DateTime until = parsed.getUntil();
    // The library counts on a clock without changes; the zone comes in afterwards.
    RecurrenceRuleIterator occurrences;
    try {
      occurrences = floating(parsed).iterator(date(start));
      LocalDateTime local = LocalDateTime.ofInstant(after, rules.getOffset(after)).minus(LEAD);
      if (parsed.getCount() == null && local.isAfter(start)) {
        occurrences.fastForward(date(local));
      }
    } catch (IllegalArgumentException foundNone) {
      return Collections.emptyIterator(); // the library gives up rules that are never due
    }
    Instant last =
        until == null || until.isFloating()
            ? Instant.MAX
            : Instant.ofEpochMilli(until.getTimestamp());
    return new Times(occurrences, rules, after, last);
  }

  /** Goes on where it was, rather than from the start of the rule for each time. */
  private static final class Times implements Iterator<Instant> {
    private final RecurrenceRuleIterator occurrences;
    private final ZoneRules rules;
    private final Instant last;
    private Optional<Instant> ahead;

    Times(RecurrenceRuleIterator occurrences, ZoneRules rules, Instant after, Instant last) {
      this.occurrences = occurrences;
      this.rules = rules;
      this.last = last;
      this.ahead = search(after);
    }

    private Optional<Instant> search(Instant after) {
      try {
        for (int step = 0; step < MOST_STEPS && occurrences.hasNext(); step++) {
          Instant due = instant(occurrences.nextDateTime(), rules);
          if (due.isAfter(last)) {
            return Optional.empty();
          }
          if (due.isAfter(after)) {
            return Optional.of(due);
          }
        }
      } catch (IllegalArgumentException foundNone) {
        return Optional.empty();
      }
      return Optional.empty();
    }

    @Override
    public boolean hasNext() {
      return ahead.isPresent();
    }

    @Override
    public Instant next() {
      Instant due = ahead.orElseThrow(NoSuchElementException::new);
      ahead = search(due);
      return due;
    }
  }

  /** An end in UTC is compared here, as the library wants both ends of one kind. */
  private static RecurrenceRule floating(RecurrenceRule rule) {
    if (rule.getUntil() != null && !rule.getUntil().isFloating()) {
      rule.setUntil(null);
    }
    return rule;
  }

  private static DateTime date(LocalDateTime at) {
    return new DateTime(
        at.getYear(),
        at.getMonthValue() - 1,
        at.getDayOfMonth(),
        at.getHour(),
        at.getMinute(),
        at.getSecond());
  }

  private static Instant instant(DateTime at, ZoneRules rules) {
    LocalDateTime local =
        LocalDateTime.of(
            at.getYear(),
            at.getMonth() + 1,
            at.getDayOfMonth(),
            at.getHours(),
            at.getMinutes(),
            at.getSeconds());
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.getFirst());
  }
}
