package dev.heddle.dialects.yaml;

import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as files write them. */
public final class Durations {

  /** No length of time in a file may be longer. */
  public static final Duration LONGEST = Duration.ofDays(3660);

  private static final Pattern WITH_UNIT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

  private Durations() {}

  /** A number of seconds or a text such as {@code 5m}; empty if it is neither. */
  public static Optional<Duration> of(Value value) {
    return switch (value.plain()) {
      case NumberValue number -> Optional.of(seconds(number.decimal()));
      case TextValue(String text) -> withUnit(text);
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> withUnit(String text) {
    Matcher matcher = WITH_UNIT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  /** Rounded up to whole milliseconds; far too long stays far too long. */
  private static Duration seconds(BigDecimal seconds) {
    BigDecimal limit = BigDecimal.valueOf(2 * LONGEST.toSeconds());
    BigDecimal bounded = seconds.min(limit).max(limit.negate());
    return Duration.ofMillis(
        bounded.movePointRight(3).setScale(0, RoundingMode.CEILING).longValueExact());
  }

  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
