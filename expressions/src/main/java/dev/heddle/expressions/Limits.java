package dev.heddle.expressions;

/**
 * How much one evaluation may cost (S1-043). A step is one node evaluated, 8 list elements or 64
 * characters touched.
 *
 * @param steps the most steps
 * @param outputSize the most characters of one text and elements of one list
 */
public record Limits(int steps, int outputSize) {

  public static final Limits DEFAULT = new Limits(100_000, 1 << 20);

  /** The most characters of one expression. */
  public static final int MAX_SOURCE = 16_384;

  /** The deepest nesting of an expression: both of brackets and of operators. */
  static final int MAX_NESTING = 100;

  public Limits {
    if (steps < 1 || outputSize < 1) {
      throw new IllegalArgumentException("limits start at 1");
    }
  }
}
