package dev.heddle.platform.trigger;

import dev.heddle.platform.timing.CronExpression;
import dev.heddle.platform.timing.Recurrence;
import dev.heddle.platform.timing.Timing;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Reads when a timer is due from the parameters of its rule. */
public final class TimingReader {

  private static final Duration LONGEST = Duration.ofDays(3660);

  private TimingReader() {}

  /** What is wrong, and the parameter it is about. */
  public static final class WrongTiming extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String parameter;

    WrongTiming(String parameter, String message) {
      super(message);
      this.parameter = parameter;
    }

    public String parameter() {
      return parameter;
    }

    /** Never null. */
    public String reason() {
      String message = getMessage();
      return message == null ? "" : message;
    }
  }

  /**
   * The timing that bound parameters of a timer stand for.
   *
   * @throws WrongTiming if they stand for none
   */
  public static Timing read(String trigger, MapValue parameters) {
    return switch (trigger) {
      case CoreTriggers.INTERVAL -> new Timing.Every(interval(parameters));
      case CoreTriggers.CRON -> new Timing.ByCron(cron(parameters), zone(parameters));
      case CoreTriggers.DATE -> new Timing.Once(date("fire_at", parameters));
      case CoreTriggers.RECURRENCE -> new Timing.ByRecurrence(recurrence(parameters));
      default -> throw new IllegalArgumentException(trigger + " is no timer");
    };
  }

  private static Duration interval(MapValue parameters) {
    long number = parameters.get("interval") instanceof IntegerValue(long value) ? value : 0;
    if (number < 1 || number > LONGEST.toSeconds()) {
      throw new WrongTiming("interval", "`interval` must be 1 or more, and not beyond ten years");
    }
    Duration interval =
        switch (text(parameters, "unit")) {
          case "seconds" -> Duration.ofSeconds(number);
          case "minutes" -> Duration.ofMinutes(number);
          case "hours" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (interval.compareTo(LONGEST) > 0) {
      throw new WrongTiming("interval", "`interval` must not be beyond ten years");
    }
    return interval;
  }

  private static CronExpression cron(MapValue parameters) {
    try {
      return CronExpression.parse(text(parameters, "expression"));
    } catch (IllegalArgumentException wrong) {
      throw new WrongTiming("expression", String.valueOf(wrong.getMessage()));
    }
  }

  private static Recurrence recurrence(MapValue parameters) {
    ZoneId zone = zone(parameters);
    LocalDateTime start = start(text(parameters, "dtstart"), zone);
    try {
      return Recurrence.of(text(parameters, "rrule"), start, zone);
    } catch (IllegalArgumentException wrong) {
      throw new WrongTiming("rrule", String.valueOf(wrong.getMessage()));
    }
  }

  private static LocalDateTime start(String text, ZoneId zone) {
    try {
      return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d")
          ? OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDateTime()
          : LocalDateTime.parse(text);
    } catch (DateTimeException wrong) {
      throw new WrongTiming(
          "dtstart", "`" + text + "` is no time such as 2026-03-01T09:00:00 or ...T09:00:00Z");
    }
  }

  private static Instant date(String name, MapValue parameters) {
    String text = text(parameters, name);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException wrong) {
      throw new WrongTiming(name, "`" + text + "` is no time such as 2026-03-01T09:00:00Z");
    }
  }

  private static ZoneId zone(MapValue parameters) {
    String name = text(parameters, "timezone");
    if (name.isEmpty()) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new WrongTiming(
          "timezone", "there is no time zone `" + name + "`; write one such as Europe/Berlin");
    }
  }

  private static String text(MapValue parameters, String name) {
    return parameters.get(name) instanceof TextValue text ? text.text() : "";
  }
}
