package dev.heddle.platform.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimingTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private static Instant at(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static List<String> next(Timing timing, String after, int count, ZoneId zone) {
    List<String> found = new ArrayList<>();
    Optional<Instant> due = Optional.of(at(after));
    for (int i = 0; i < count && due.isPresent(); i++) {
      due = timing.next(at(after), due.get());
      due.ifPresent(moment -> found.add(moment.atZone(zone).toOffsetDateTime().toString()));
    }
    return found;
  }

  private static Timing cron(String expression, ZoneId zone) {
    return new Timing.ByCron(CronExpression.parse(expression), zone);
  }

  @Test
  @DisplayName("S1-145: 0 30 8 * * 1-5 in New York stays at half past eight across the change")
  void officeHoursAcrossTheChange() {
    assertThat(next(cron("0 30 8 * * 1-5", NEW_YORK), "2026-03-06T12:00:00-05:00", 3, NEW_YORK))
        .containsExactly(
            "2026-03-09T08:30-04:00", "2026-03-10T08:30-04:00", "2026-03-11T08:30-04:00");
    assertThat(next(cron("0 30 8 * * 1-5", NEW_YORK), "2026-10-30T12:00:00-04:00", 2, NEW_YORK))
        .containsExactly("2026-11-02T08:30-05:00", "2026-11-03T08:30-05:00");
  }

  @ParameterizedTest
  @DisplayName("S1-145: fields, names, lists, steps; five fields mean second 0; Sunday is 0 and 7")
  @CsvSource(
      delimiter = '|',
      value = {
        "*/20 * * * * * | 2026-01-01T00:00:01Z | 2026-01-01T00:00:20Z",
        "5 * * * *      | 2026-01-01T00:05:00Z | 2026-01-01T01:05Z",
        "0 0 12 * * 0   | 2026-01-01T00:00:00Z | 2026-01-04T12:00Z",
        "0 12 * * 7     | 2026-01-01T00:00:00Z | 2026-01-04T12:00Z",
        "0 12 * * SUN   | 2026-01-01T00:00:00Z | 2026-01-04T12:00Z",
        "0 0 0 29 2 *   | 2026-01-01T00:00:00Z | 2028-02-29T00:00Z",
        "0 0 0 13 * 5   | 2026-01-01T00:00:00Z | 2026-01-02T00:00Z",
        "0 0 0 31 JAN,APR,MAR * | 2026-02-01T00:00:00Z | 2026-03-31T00:00Z",
        "0 10-40/15 3 * * ?     | 2026-01-01T03:11:00Z | 2026-01-01T03:25Z",
        "59 59 23 31 12 *       | 2026-01-01T00:00:00Z | 2026-12-31T23:59:59Z",
        "@daily                 | 2026-01-01T00:00:00Z | 2026-01-02T00:00Z"
      })
  void expressions(String expression, String after, String expected) {
    ZoneId utc = ZoneOffset.UTC;
    assertThat(next(cron(expression, utc), after, 1, utc)).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "* * * *",
        "* * * * * * *",
        "60 * * * *",
        "* * * * 8",
        "* * 0 * *",
        "5-1 * * * *",
        "*/0 * * * *",
        "a * * * *",
        "0 0 0 30 2 *",
        "1,,2 * * * *",
        "-1 * * * *",
        "1- * * * *"
      })
  void wrongExpressionsAreRefused(String expression) {
    assertThatIllegalArgumentException().isThrownBy(() -> CronExpression.parse(expression));
  }

  @Test
  void whatIsDueInTheHourLeftOutIsDueAtItsEndOnce() {
    assertThat(next(cron("0 30 2 * * *", NEW_YORK), "2026-03-07T12:00:00-05:00", 2, NEW_YORK))
        .containsExactly("2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00");
  }

  @Test
  void whatIsDueInTheHourThatComesTwiceIsDueOnce() {
    assertThat(next(cron("0 30 1 * * *", NEW_YORK), "2026-10-31T12:00:00-04:00", 2, NEW_YORK))
        .containsExactly("2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00");
  }

  @Test
  void whatIsDueEveryHalfHourFollowsTheTimeThatPasses() {
    assertThat(next(cron("0 */30 * * * *", NEW_YORK), "2026-11-01T00:45:00-04:00", 6, NEW_YORK))
        .containsExactly(
            "2026-11-01T01:00-04:00",
            "2026-11-01T01:30-04:00",
            "2026-11-01T01:00-05:00",
            "2026-11-01T01:30-05:00",
            "2026-11-01T02:00-05:00",
            "2026-11-01T02:30-05:00");
    assertThat(next(cron("0 */30 * * * *", NEW_YORK), "2026-03-08T01:10:00-05:00", 3, NEW_YORK))
        .containsExactly(
            "2026-03-08T01:30-05:00", "2026-03-08T03:00-04:00", "2026-03-08T03:30-04:00");
  }

  @Test
  @DisplayName("S1-144: recurrence rules count on the clocks of their zone")
  void recurrences() {
    Timing weekly =
        new Timing.ByRecurrence(
            Recurrence.of(
                "FREQ=WEEKLY;BYDAY=SU;COUNT=3", LocalDateTime.parse("2026-03-01T02:30"), NEW_YORK));
    assertThat(next(weekly, "2026-01-01T00:00:00Z", 5, NEW_YORK))
        .containsExactly(
            "2026-03-01T02:30-05:00", "2026-03-08T03:00-04:00", "2026-03-15T02:30-04:00");
    Timing last =
        new Timing.ByRecurrence(
            Recurrence.of(
                "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270301T000000Z",
                LocalDateTime.parse("2026-01-30T09:00"),
                NEW_YORK));
    assertThat(next(last, "2026-11-30T00:00:00Z", 9, NEW_YORK))
        .containsExactly(
            "2026-12-25T09:00-05:00", "2027-01-29T09:00-05:00", "2027-02-26T09:00-05:00");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recurrence.of("FREQ=NEVER", LocalDateTime.MIN, NEW_YORK));
  }

  @Test
  @Timeout(20)
  @DisplayName("S1-144: many missed times of a recurrence rule hold up no other timer for long")
  void manyMissedTimes() {
    Timing often =
        new Timing.ByRecurrence(
            Recurrence.of("FREQ=MINUTELY", LocalDateTime.parse("2025-01-01T00:00"), NEW_YORK));
    Instant now = at("2026-06-01T00:00:30Z");
    CatchUp.Due due = CatchUp.ALL.at(often, now, at("2026-01-01T00:00:00Z"), now);
    assertThat(due.due()).hasSize(CatchUp.MOST);
    assertThat(due.next()).contains(at("2026-06-01T00:01:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;INTERVAL=59",
        "FREQ=MINUTELY;BYSECOND=0,30",
        "FREQ=DAILY;BYHOUR=3;BYMINUTE=0;BYSECOND=58,59"
      })
  @DisplayName("S1-144: a recurrence rule is due once a minute at most, and says so")
  void tooOften(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Recurrence.of(rule, LocalDateTime.parse("2026-01-01T00:00"), ZoneOffset.UTC))
        .withMessageContaining("once a minute");
  }

  @Test
  @Timeout(20)
  @DisplayName("S1-144: a recurrence rule that is never due is refused")
  void neverDue() {
    LocalDateTime start = LocalDateTime.parse("2026-01-01T00:00");
    for (String rule :
        List.of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;UNTIL=20250101")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Recurrence.of(rule, start, NEW_YORK))
          .withMessageContaining("never due");
    }
  }

  @Test
  void intervalsCountFromTheAnchor() {
    Timing every = new Timing.Every(Duration.ofMinutes(10));
    Instant anchor = at("2026-01-01T00:03:00Z");
    assertThat(every.first(anchor)).contains(at("2026-01-01T00:13:00Z"));
    assertThat(every.next(anchor, at("2026-01-01T05:00:00Z"))).contains(at("2026-01-01T05:03:00Z"));
  }

  @ParameterizedTest
  @DisplayName("what was missed while no server ran is left out, done once, or done each time")
  @CsvSource({"NONE, 0", "LATEST, 1", "ALL, 5"})
  void catchingUp(CatchUp policy, int expected) {
    Timing every = new Timing.Every(Duration.ofHours(1));
    Instant anchor = at("2026-01-01T00:00:00Z");
    CatchUp.Due due =
        policy.at(every, anchor, at("2026-01-01T01:00:00Z"), at("2026-01-01T05:30:00Z"));
    assertThat(due.due()).hasSize(expected);
    assertThat(due.next()).contains(at("2026-01-01T06:00:00Z"));
    if (policy == CatchUp.LATEST) {
      assertThat(due.due()).containsExactly(at("2026-01-01T05:00:00Z"));
    }
    assertThat(policy.at(every, anchor, due.next().orElseThrow(), at("2026-01-01T06:00:01Z")).due())
        .as("what is on time is done by every policy")
        .hasSize(1);
  }

  @Test
  void aLongPauseOfAQuickTimerIsNotCountedThroughForEver() {
    Timing every = new Timing.Every(Duration.ofSeconds(1));
    Instant anchor = at("2000-01-01T00:00:00Z");
    CatchUp.Due due =
        CatchUp.ALL.at(every, anchor, anchor.plusSeconds(1), at("2026-01-01T00:00:00Z"));
    assertThat(due.due()).hasSize(CatchUp.MOST);
    assertThat(due.next()).contains(at("2026-01-01T00:00:01Z"));
  }
}
