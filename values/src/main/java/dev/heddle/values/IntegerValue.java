package dev.heddle.values;

import java.math.BigDecimal;

/** A whole number that fits a {@code long}. */
public record IntegerValue(long number) implements NumberValue {

  @Override
  public BigDecimal decimal() {
    return BigDecimal.valueOf(number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
