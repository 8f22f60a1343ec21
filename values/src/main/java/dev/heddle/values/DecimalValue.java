package dev.heddle.values;

import java.math.BigDecimal;

/** A number that is no {@code long}; made only by {@link NumberValue#of(BigDecimal)}. */
public record DecimalValue(BigDecimal decimal) implements NumberValue {

  /** Whole numbers without an exponent, so that every JSON reader takes them for integers. */
  @Override
  public String toString() {
    return decimal.scale() < 0 ? decimal.toPlainString() : decimal.toString();
  }
}
