package dev.heddle.platform.timing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
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

  /** So many occurrences are looked at for one answer; rules that find none end there. */
  private static final int MOST_STEPS = 100_000;

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
    return recurrence;
  }

  private RecurrenceRule parsed() {
    try {
      return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException wrong) {
      throw new IllegalArgumentException(
          "`" + rule + "` is no recurrence rule of RFC 5545: " + wrong.getMessage(), wrong);
    }
  }

  Optional<Instant> next(Instant after) {
    RecurrenceRule parsed = parsed();
    ZoneRules rules = zone.getRules();
    DateTime until = parsed.getUntil();
    // The library counts on a clock without changes; the zone comes in afterwards.
    RecurrenceRuleIterator occurrences = floating(parsed).iterator(date(start));
    LocalDateTime local = LocalDateTime.ofInstant(after, rules.getOffset(after)).minusDays(1);
    if (parsed.getCount() == null && local.isAfter(start)) {
      occurrences.fastForward(date(local));
    }
    for (int step = 0; step < MOST_STEPS && occurrences.hasNext(); step++) {
      Instant due = instant(occurrences.nextDateTime(), rules);
      if (until != null && !until.isFloating() && due.toEpochMilli() > until.getTimestamp()) {
        return Optional.empty();
      }
      if (due.isAfter(after)) {
        return Optional.of(due);
      }
    }
    return Optional.empty();
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
