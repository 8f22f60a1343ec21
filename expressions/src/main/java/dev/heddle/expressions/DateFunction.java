package dev.heddle.expressions;

import static java.time.format.DateTimeFormatter.ISO_DATE_TIME;

import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** {@code date}: a point in time as text, with the letters of strftime. */
final class DateFunction {

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private DateFunction() {}

  /** Takes epoch seconds or an RFC 3339 text; without an offset it is UTC. */
  static Value date(Arguments arguments) {
    OffsetDateTime time = time(arguments);
    String format = arguments.textOr(1, "%Y-%m-%d");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        text.append(c);
        continue;
      }
      if (++i == format.length()) {
        throw arguments.invalid("the format ends with %");
      }
      text.append(part(arguments, time, format.charAt(i)));
    }
    return new TextValue(text.toString());
  }

  private static OffsetDateTime time(Arguments arguments) {
    try {
      return switch (arguments.value(0)) {
        case NumberValue number -> ofEpoch(number.decimal());
        case TextValue _ -> parsed(arguments.text(0).strip());
        default -> throw arguments.wrongType(0, "epoch seconds or an RFC 3339 string");
      };
    } catch (DateTimeException | ArithmeticException unreadable) {
      throw arguments.invalid("no epoch seconds within reach and no RFC 3339 time");
    }
  }

  private static OffsetDateTime ofEpoch(BigDecimal seconds) {
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).multiply(NANOS).longValue();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos).atOffset(ZoneOffset.UTC);
  }

  private static OffsetDateTime parsed(String text) {
    if (text.length() == "2026-01-31".length()) {
      return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
    }
    String iso = text.indexOf(' ') == 10 ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    return switch (ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from)) {
      case LocalDateTime local -> local.atOffset(ZoneOffset.UTC);
      case TemporalAccessor offset -> OffsetDateTime.from(offset);
    };
  }

  private static String part(Arguments arguments, OffsetDateTime time, char letter) {
    String pattern =
        switch (letter) {
          case 'Y' -> "uuuu";
          case 'm' -> "MM";
          case 'd' -> "dd";
          case 'H' -> "HH";
          case 'I' -> "hh";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'f' -> "SSSSSS";
          case 'p' -> "a";
          case 'j' -> "DDD";
          case 'y' -> "uu";
          case 'b' -> "MMM";
          case 'B' -> "MMMM";
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'F' -> "uuuu-MM-dd";
          case 'T' -> "HH:mm:ss";
          case 'z' -> "xx";
          case 's' -> "";
          case '%' -> "'%'";
          default -> throw arguments.invalid("the format has an unknown letter after %");
        };
    return pattern.isEmpty()
        ? Long.toString(time.toEpochSecond())
        : time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }
}
