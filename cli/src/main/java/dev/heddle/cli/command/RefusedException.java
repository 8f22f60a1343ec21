package dev.heddle.cli.command;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;

/** A service said no. */
final class RefusedException extends RuntimeException {

  private final transient Refusal refusal;

  private RefusedException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  /** The value of an answer. */
  static <T> T valueOf(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T>(T value) -> value;
      case Answer.Refused<T>(Refusal refusal) -> throw new RefusedException(refusal);
    };
  }
}
