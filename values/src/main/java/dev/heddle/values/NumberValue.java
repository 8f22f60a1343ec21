package dev.heddle.values;

import java.math.BigDecimal;

/**
 * A JSON number in canonical form: an integer that fits a {@code long} is always an {@link
 * IntegerValue}, everything else a {@link DecimalValue} without trailing zeros, so that record
 * equality is JSON equality.
 */
public sealed interface NumberValue extends Value permits IntegerValue, DecimalValue {

  /** The most digits a number may have, and the largest power of ten it may carry. */
  int MAX_DIGITS = 400;

  /**
   * The canonical value of {@code number}.
   *
   * @throws ArithmeticException if it has more than {@link #MAX_DIGITS} digits or a larger exponent
   */
  static NumberValue of(BigDecimal number) {
    if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
      throw new ArithmeticException("number has more than " + MAX_DIGITS + " digits");
    }
    BigDecimal canonical = number.stripTrailingZeros();
    if (canonical.scale() <= 0 && canonical.precision() - canonical.scale() <= 19) {
      try {
        return new IntegerValue(canonical.longValueExact());
      } catch (ArithmeticException tooLarge) {
        return new DecimalValue(canonical);
      }
    }
    return new DecimalValue(canonical);
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
