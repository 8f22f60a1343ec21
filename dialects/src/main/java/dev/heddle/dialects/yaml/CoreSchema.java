package dev.heddle.dialects.yaml;

import dev.heddle.values.NumberValue;
import dev.heddle.values.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a plain scalar means: the core schema of YAML 1.2.2, section 10.3. There {@code yes}, {@code
 * on} and {@code 010} are no traps: two texts and the number ten.
 */
final class CoreSchema {

  /** Converting digits costs the square of their number, so refuse before, not after. */
  private static final int MAX_NUMBER_LENGTH = 2 * NumberValue.MAX_DIGITS;

  private CoreSchema() {}

  /**
   * @throws ArithmeticException on a number that JSON or Heddle cannot hold
   */
  static Value resolve(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Value.nothing();
      case "true", "True", "TRUE" -> Value.of(true);
      case "false", "False", "FALSE" -> Value.of(false);
      default -> startsNumber(text) ? number(text) : Value.of(text);
    };
  }

  private static boolean startsNumber(String text) {
    char c = text.charAt(0);
    return isDigit(c) || c == '-' || c == '+' || c == '.';
  }

  private static Value number(String text) {
    if (text.startsWith("0x") || text.startsWith("0o")) {
      return radix(text, text.charAt(1) == 'x' ? 16 : 8);
    }
    int at = isSign(text.charAt(0)) ? 1 : 0;
    String unsigned = text.substring(at);
    switch (unsigned) {
      case ".inf", ".Inf", ".INF" -> throw new ArithmeticException("JSON has no infinity");
      default -> {}
    }
    if (at == 0 && (text.equals(".nan") || text.equals(".NaN") || text.equals(".NAN"))) {
      throw new ArithmeticException("JSON has no NaN");
    }
    if (!isDecimal(unsigned)) {
      return Value.of(text);
    }
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw new ArithmeticException("the number has too many digits");
    }
    try {
      return NumberValue.of(new BigDecimal(text));
    } catch (NumberFormatException tooLarge) {
      throw new ArithmeticException("the number is out of range");
    }
  }

  private static Value radix(String text, int radix) {
    for (int i = 2; i < text.length(); i++) {
      if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
        return Value.of(text);
      }
    }
    if (text.length() == 2) {
      return Value.of(text);
    }
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw new ArithmeticException("the number has too many digits");
    }
    return NumberValue.of(new BigDecimal(new BigInteger(text.substring(2), radix)));
  }

  /** {@code (\.[0-9]+ | [0-9]+(\.[0-9]*)?) ([eE][-+]?[0-9]+)?}, without backtracking. */
  private static boolean isDecimal(String text) {
    int at = digits(text, 0);
    int whole = at;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1) - at - 1;
      at += 1 + fraction;
      if (whole == 0 && fraction == 0) {
        return false;
      }
    } else if (whole == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) | 32) == 'e') {
      int sign = at + 1 < text.length() && isSign(text.charAt(at + 1)) ? 1 : 0;
      int exponent = at + 1 + sign;
      at = digits(text, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }
}
