package dev.heddle.dialects.steps;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of processors and memory as texts (S4-32, D-26). */
final class Quantity {

  private static final Pattern NUMBER =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([A-Za-z]{0,2})");
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 60);
  private static final Map<String, Long> BYTES =
      Map.of(
          "", 1L,
          "K", 1_000L,
          "k", 1_000L,
          "M", 1_000_000L,
          "G", 1_000_000_000L,
          "T", 1_000_000_000_000L,
          "Ki", 1L << 10,
          "Mi", 1L << 20,
          "Gi", 1L << 30,
          "Ti", 1L << 40);
  private static final Map<String, BigDecimal> CORES =
      Map.of("", BigDecimal.ONE, "m", new BigDecimal("0.001"));

  private Quantity() {}

  /** Bytes; {@code 4G} is 4,000,000,000 and {@code 4Gi} is 4,294,967,296. */
  static Optional<Long> bytes(String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches() || !BYTES.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(BYTES.get(matcher.group(2))));
    return positive(bytes);
  }

  /** Billionths of a processor; {@code 500m} is half of one. */
  static Optional<Long> nanoCpus(String text) {
    Matcher matcher = NUMBER.matcher(text);
    BigDecimal unit = matcher.matches() ? CORES.get(matcher.group(2)) : null;
    if (unit == null) {
      return Optional.empty();
    }
    return positive(new BigDecimal(matcher.group(1)).multiply(unit).movePointRight(9));
  }

  private static Optional<Long> positive(BigDecimal number) {
    BigDecimal whole = number.setScale(0, RoundingMode.HALF_UP);
    return whole.signum() <= 0 || whole.compareTo(LARGEST) > 0
        ? Optional.empty()
        : Optional.of(whole.longValueExact());
  }
}
