package dev.heddle.expressions;

/** What is left of the {@link Limits} of one evaluation. */
final class Budget {

  private static final int ELEMENTS_PER_STEP = 8;
  private static final int CHARS_PER_STEP = 64;

  private final Limits limits;
  private long left;

  Budget(Limits limits) {
    this.limits = limits;
    this.left = limits.steps();
  }

  void step() {
    if (--left < 0) {
      throw outOfSteps();
    }
  }

  void steps(long count) {
    left -= count;
    if (left < 0) {
      throw outOfSteps();
    }
  }

  /** Pays for a text of {@code length} about to be read or made. */
  void text(long length) {
    checkSize(length);
    steps(length / CHARS_PER_STEP);
  }

  /** Pays for a list or map of {@code size} about to be walked or made. */
  void elements(long size) {
    checkSize(size);
    steps(size / ELEMENTS_PER_STEP);
  }

  /** Refuses a text or list that would get too large. */
  void checkSize(long size) {
    if (size > limits.outputSize()) {
      throw ExpressionException.of(
          ErrorCode.LIMIT_EXCEEDED, "a value grew beyond " + limits.outputSize() + " elements");
    }
  }

  private ExpressionException outOfSteps() {
    return ExpressionException.of(
        ErrorCode.LIMIT_EXCEEDED, "the expression took more than " + limits.steps() + " steps");
  }
}
