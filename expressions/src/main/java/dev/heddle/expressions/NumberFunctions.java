package dev.heddle.expressions;

import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.NumberValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Functions that make numbers. */
final class NumberFunctions {

  private static final int MAX_PRECISION = 100;

  private NumberFunctions() {}

  static Value sum(Arguments arguments) {
    Value total = new IntegerValue(0);
    for (Value item : arguments.list(0)) {
      if (!(item.plain() instanceof NumberValue)) {
        throw ExpressionException.of(
            ErrorCode.TYPE_ERROR,
            "`sum` expects a list of numbers but one element is " + Types.described(item));
      }
      total = Arithmetic.apply(Operator.PLUS, total, item.plain(), arguments.budget);
    }
    return total;
  }

  static Value abs(Arguments arguments) {
    NumberValue number = arguments.number(0);
    return number.decimal().signum() < 0 ? Arithmetic.negated(number) : number;
  }

  static Value floor(Arguments arguments) {
    return rounded(arguments.number(0), 0, RoundingMode.FLOOR);
  }

  static Value ceil(Arguments arguments) {
    return rounded(arguments.number(0), 0, RoundingMode.CEILING);
  }

  /** Half away from zero, unless {@code method} is {@code floor} or {@code ceil}. */
  static Value round(Arguments arguments) {
    long precision = arguments.integerOr(1, 0);
    if (Math.abs(precision) > MAX_PRECISION) {
      throw arguments.invalid("the precision is beyond " + MAX_PRECISION);
    }
    RoundingMode mode =
        switch (arguments.textOr(2, "common")) {
          case "common" -> RoundingMode.HALF_UP;
          case "floor" -> RoundingMode.FLOOR;
          case "ceil" -> RoundingMode.CEILING;
          default -> throw arguments.invalid("the method is `common`, `floor` or `ceil`");
        };
    return rounded(arguments.number(0), (int) precision, mode);
  }

  private static Value rounded(NumberValue number, int precision, RoundingMode mode) {
    return number instanceof IntegerValue && precision >= 0
        ? number
        : Arithmetic.number(number.decimal().setScale(precision, mode));
  }

  /** Cuts the fraction off; reads strings; true is 1. */
  static Value integer(Arguments arguments) {
    return number(arguments) instanceof NumberValue number
        ? rounded(number, 0, RoundingMode.DOWN)
        : arguments.value(1);
  }

  static Value number(Arguments arguments) {
    return switch (arguments.value(0)) {
      case NumberValue number -> number;
      case BooleanValue(boolean flag) -> new IntegerValue(flag ? 1 : 0);
      case TextValue _ -> {
        NumberValue read = read(arguments.text(0).strip());
        if (read != null) {
          yield read;
        }
        if (arguments.has(1)) {
          yield arguments.value(1);
        }
        throw arguments.invalid("the string is no number");
      }
      case NullValue _ when arguments.has(1) -> arguments.value(1);
      default -> throw arguments.wrongType(0, "a number, string or boolean");
    };
  }

  /** The number {@code text} spells in ASCII, or Java null. */
  private static @Nullable NumberValue read(String text) {
    if (text.isEmpty() || text.length() > NumberValue.MAX_DIGITS) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return null;
      }
    }
    try {
      return NumberValue.of(new BigDecimal(text));
    } catch (NumberFormatException | ArithmeticException notOne) {
      return null;
    }
  }
}
