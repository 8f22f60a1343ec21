package dev.heddle.expressions;

import dev.heddle.values.IntegerValue;
import dev.heddle.values.ListValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The arithmetic operators (S1-038): exact, except for divisions that have no end. */
final class Arithmetic {

  /** As many digits as a double shows, so that 1 / 3 reads like everywhere else. */
  private static final int QUOTIENT_DIGITS = 16;

  private Arithmetic() {}

  static Value apply(Operator operator, Value left, Value right, Budget budget) {
    if (left instanceof IntegerValue a && right instanceof IntegerValue b) {
      return integers(operator, a.number(), b.number());
    }
    if (left instanceof NumberValue a && right instanceof NumberValue b) {
      return decimals(operator, a.decimal(), b.decimal());
    }
    if (operator == Operator.PLUS && left instanceof TextValue a && right instanceof TextValue b) {
      budget.text((long) a.text().length() + b.text().length());
      return new TextValue(a.text().concat(b.text()));
    }
    if (operator == Operator.PLUS && left instanceof ListValue a && right instanceof ListValue b) {
      return joined(a.items(), b.items(), budget);
    }
    boolean textWithOther =
        operator == Operator.PLUS && (left instanceof TextValue || right instanceof TextValue);
    throw ExpressionException.of(
        ErrorCode.TYPE_ERROR,
        "`"
            + operator.symbol
            + "` cannot take "
            + Types.described(left)
            + " and "
            + Types.described(right),
        textWithOther ? "turn the other one into text with string(x)" : "");
  }

  static NumberValue negated(NumberValue number) {
    return number instanceof IntegerValue(long value) && value != Long.MIN_VALUE
        ? new IntegerValue(-value)
        : number(number.decimal().negate());
  }

  /** The canonical value, or a limit error if it has too many digits. */
  static NumberValue number(BigDecimal result) {
    try {
      return NumberValue.of(result);
    } catch (ArithmeticException tooLong) {
      throw ExpressionException.of(
          ErrorCode.LIMIT_EXCEEDED,
          "the number got more than " + NumberValue.MAX_DIGITS + " digits");
    }
  }

  private static Value integers(Operator operator, long a, long b) {
    switch (operator) {
      case PLUS -> {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) >= 0) {
          return new IntegerValue(sum);
        }
      }
      case MINUS -> {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) >= 0) {
          return new IntegerValue(difference);
        }
      }
      case TIMES -> {
        long product = a * b;
        long high = Math.multiplyHigh(a, b);
        if (high == product >> 63) {
          return new IntegerValue(product);
        }
      }
      case DIVIDE -> {
        if (b != 0 && b != -1 && a % b == 0) {
          return new IntegerValue(a / b);
        }
      }
      case MODULO -> {
        if (b != 0) {
          return new IntegerValue(Math.floorMod(a, b));
        }
      }
      default -> throw new IllegalStateException(operator + " is no arithmetic");
    }
    return decimals(operator, BigDecimal.valueOf(a), BigDecimal.valueOf(b));
  }

  private static Value decimals(Operator operator, BigDecimal a, BigDecimal b) {
    return switch (operator) {
      case PLUS -> number(a.add(b));
      case MINUS -> number(a.subtract(b));
      case TIMES -> number(a.multiply(b));
      case DIVIDE -> number(quotient(a, nonZero(b)));
      case MODULO -> number(modulo(a, nonZero(b)));
      default -> throw new IllegalStateException(operator + " is no arithmetic");
    };
  }

  private static BigDecimal nonZero(BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw ExpressionException.of(ErrorCode.DIVISION_BY_ZERO, "division by zero");
    }
    return divisor;
  }

  private static BigDecimal quotient(BigDecimal a, BigDecimal b) {
    int wholeDigits = a.precision() - a.scale() - (b.precision() - b.scale()) + 2;
    return a.divide(
        b, new MathContext(Math.max(QUOTIENT_DIGITS, wholeDigits), RoundingMode.HALF_EVEN));
  }

  /** The remainder with the sign of the divisor, as in Jinja. */
  private static BigDecimal modulo(BigDecimal a, BigDecimal b) {
    BigDecimal remainder = a.remainder(b);
    return remainder.signum() * b.signum() < 0 ? remainder.add(b) : remainder;
  }

  private static Value joined(List<Value> a, List<Value> b, Budget budget) {
    budget.elements((long) a.size() + b.size());
    List<Value> items = new ArrayList<>(a.size() + b.size());
    items.addAll(a);
    items.addAll(b);
    return new ListValue(items);
  }
}
