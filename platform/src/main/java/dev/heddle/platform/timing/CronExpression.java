package dev.heddle.platform.timing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression of six fields, seconds first, or of five (S1-145). Sunday is 0 or 7; if both
 * day fields are restricted, either is enough, as in cron.
 *
 * <p>When clocks change, what is due at fixed hours is due once a day: in the hour that is left out
 * at its end, in the hour that comes twice the first time. What is due in every hour follows the
 * time that really passes.
 */
public final class CronExpression {

  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final Map<String, String> SPOKEN =
      Map.of(
          "@hourly", "0 0 * * * *",
          "@daily", "0 0 0 * * *",
          "@weekly", "0 0 0 * * 0",
          "@monthly", "0 0 0 1 * *",
          "@yearly", "0 0 0 1 1 *");

  /** February 29 on a given weekday comes back after 28 years at most, 40 over a century. */
  private static final int YEARS_AHEAD = 41;

  private final String text;
  private final CronField seconds;
  private final CronField minutes;
  private final CronField hours;
  private final CronField days;
  private final CronField months;
  private final CronField weekdays;

  private CronExpression(String text, List<String> fields) {
    this.text = text;
    this.seconds = CronField.parse("second", fields.get(0), 0, 59, List.of());
    this.minutes = CronField.parse("minute", fields.get(1), 0, 59, List.of());
    this.hours = CronField.parse("hour", fields.get(2), 0, 23, List.of());
    this.days = CronField.parse("day of the month", fields.get(3), 1, 31, List.of());
    this.months = CronField.parse("month", fields.get(4), 1, 12, MONTHS);
    this.weekdays = weekdays(fields.get(5));
  }

  private static CronField weekdays(String field) {
    CronField read = CronField.parse("day of the week", field, 0, 7, DAYS);
    BitSet values = read.values();
    if (values.get(7)) {
      values.set(0);
      values.clear(7);
    }
    return new CronField(values, read.everything());
  }

  /**
   * Reads five or six fields, or a name such as {@code @daily}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static CronExpression parse(String text) {
    if (text.length() > 500) {
      throw new IllegalArgumentException("a cron expression has at most 500 characters");
    }
    String written = SPOKEN.getOrDefault(text.strip(), text.strip());
    List<String> fields = List.of(written.split("\\s+", -1));
    if (fields.size() != 5 && fields.size() != 6) {
      throw new IllegalArgumentException(
          "a cron expression has 6 fields (second minute hour day month weekday) or 5 without"
              + " seconds, not "
              + fields.size());
    }
    if (fields.size() == 5) {
      fields = List.of(("0 " + String.join(" ", fields)).split(" ", -1));
    }
    CronExpression expression = new CronExpression(text, fields);
    if (expression.nextLocal(LocalDateTime.of(2024, 1, 1, 0, 0)).isEmpty()) {
      throw new IllegalArgumentException("`" + text + "` is never due");
    }
    return expression;
  }

  /** The first moment after {@code after} it is due on the clocks of a zone. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return isEveryHour() ? nextPassing(after, rules) : nextOnClock(after, rules);
  }

  private boolean isEveryHour() {
    return hours.values().cardinality() == 24;
  }

  /** Between two changes of the clock it is due as if there was none. */
  private Optional<Instant> nextPassing(Instant after, ZoneRules rules) {
    Instant from = after;
    for (int changes = 0; changes < YEARS_AHEAD * 4; changes++) {
      ZoneOffset offset = rules.getOffset(from);
      Optional<Instant> due =
          nextLocal(LocalDateTime.ofInstant(from, offset)).map(local -> local.toInstant(offset));
      ZoneOffsetTransition change = rules.nextTransition(from);
      if (change == null || due.isEmpty() || due.get().isBefore(change.getInstant())) {
        return due;
      }
      from = change.getInstant().minusNanos(1);
      ZoneOffset next = change.getOffsetAfter();
      LocalDateTime start = LocalDateTime.ofInstant(from, next);
      Instant begin = change.getInstant();
      Optional<Instant> atChange =
          nextLocal(start).map(local -> local.toInstant(next)).filter(begin::equals);
      if (atChange.isPresent()) {
        return atChange;
      }
      from = begin;
    }
    return Optional.empty();
  }

  private Optional<Instant> nextOnClock(Instant after, ZoneRules rules) {
    LocalDateTime local = LocalDateTime.ofInstant(after, rules.getOffset(after));
    Optional<LocalDateTime> found = nextLocal(local);
    while (found.isPresent()) {
      Instant due = first(found.get(), rules);
      if (due.isAfter(after)) {
        return Optional.of(due);
      }
      found = nextLocal(found.get());
    }
    return Optional.empty();
  }

  private static Instant first(LocalDateTime local, ZoneRules rules) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.getFirst());
  }

  /** The first time on a clock without changes that is later than {@code after}. */
  private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
    LocalDateTime from = after.withNano(0).plusSeconds(1);
    LocalDate date = from.toLocalDate();
    LocalTime time = from.toLocalTime();
    LocalDate last = date.plusYears(YEARS_AHEAD);
    while (!date.isAfter(last)) {
      if (!months.has(date.getMonthValue())) {
        date = date.withDayOfMonth(1).plusMonths(1);
        time = LocalTime.MIDNIGHT;
        continue;
      }
      if (isDay(date)) {
        Optional<LocalTime> found = nextTime(time);
        if (found.isPresent()) {
          return Optional.of(date.atTime(found.get()));
        }
      }
      date = date.plusDays(1);
      time = LocalTime.MIDNIGHT;
    }
    return Optional.empty();
  }

  private boolean isDay(LocalDate date) {
    boolean day = days.has(date.getDayOfMonth());
    boolean weekday = weekdays.has(date.getDayOfWeek().getValue() % 7);
    boolean either = !days.everything() && !weekdays.everything();
    return either ? day || weekday : day && weekday;
  }

  private Optional<LocalTime> nextTime(LocalTime from) {
    int hour = hours.from(from.getHour());
    while (hour >= 0) {
      boolean same = hour == from.getHour();
      int minute = minutes.from(same ? from.getMinute() : 0);
      while (minute >= 0) {
        int second = seconds.from(same && minute == from.getMinute() ? from.getSecond() : 0);
        if (second >= 0) {
          return Optional.of(LocalTime.of(hour, minute, second));
        }
        minute = minutes.from(minute + 1);
      }
      hour = hours.from(hour + 1);
    }
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronExpression cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
