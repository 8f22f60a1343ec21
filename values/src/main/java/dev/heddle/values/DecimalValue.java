package dev.heddle.values;

import java.math.BigDecimal;

/** A number that is no {@code long}; made only by {@link NumberValue#of(BigDecimal)}. */
public record DecimalValue(BigDecimal decimal) implements NumberValue {

  @Override
  public String toString() {
    return decimal.toPlainString();
  }
}
