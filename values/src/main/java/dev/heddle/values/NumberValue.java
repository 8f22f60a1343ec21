package dev.heddle.values;

import java.math.BigDecimal;

/**
 * A JSON number in canonical form: an integer that fits a {@code long} is always an {@link
 * IntegerValue}, everything else a {@link DecimalValue} without trailing zeros, so that record
 * equality is JSON equality.
 */
public sealed interface NumberValue extends Value permits IntegerValue, DecimalValue {

  /** The most significant digits a number may have, and the largest power of ten beside them. */
  int MAX_DIGITS = 400;

  /**
   * The canonical value of {@code number}.
   *
   * @throws ArithmeticException if it has more than {@link #MAX_DIGITS} significant digits or a
   *     larger power of ten
   */
  static NumberValue of(BigDecimal number) {
    if (number.precision() > 2 * MAX_DIGITS) {
      throw tooLong();
    }
    BigDecimal canonical = number.stripTrailingZeros();
    if (canonical.precision() > MAX_DIGITS || Math.abs((long) canonical.scale()) > MAX_DIGITS) {
      throw tooLong();
    }
    if (canonical.scale() <= 0 && canonical.precision() - canonical.scale() <= 19) {
      try {
        return new IntegerValue(canonical.longValueExact());
      } catch (ArithmeticException tooLarge) {
        return new DecimalValue(canonical);
      }
    }
    return new DecimalValue(canonical);
  }

  private static ArithmeticException tooLong() {
    return new ArithmeticException("number has more than " + MAX_DIGITS + " digits");
  }

  BigDecimal decimal();

  @Override
  default boolean holdsSecret() {
    return false;
  }

  @Override
  default String typeName() {
    return "number";
  }
}
