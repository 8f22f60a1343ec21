package dev.heddle.cli.command;

import dev.heddle.platform.Answer;
import dev.heddle.platform.Refusal;
import java.util.function.Supplier;

/** A service said no. */
final class RefusedException extends RuntimeException {

  private final transient Refusal refusal;
  private final String hint;

  private RefusedException(Refusal refusal, String hint) {
    super(refusal.message());
    this.refusal = refusal;
    this.hint = hint;
  }

  /** What to do instead, or empty. */
  String hint() {
    return hint;
  }

  Refusal refusal() {
    return refusal;
  }

  /** The value of an answer. */
  static <T> T valueOf(Answer<T> answer) {
    return valueOf(answer, () -> "");
  }

  /** The value of an answer; {@code hint} is asked for what to do instead. */
  static <T> T valueOf(Answer<T> answer, Supplier<String> hint) {
    return switch (answer) {
      case Answer.Done<T>(T value) -> value;
      case Answer.Refused<T>(Refusal refusal) -> throw new RefusedException(refusal, hint.get());
    };
  }
}
