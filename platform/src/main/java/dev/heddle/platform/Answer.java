package dev.heddle.platform;

import java.util.function.Function;

/** What a service answers: the value asked for, or why not. */
public sealed interface Answer<T> {

  /** It was done. */
  record Done<T>(T value) implements Answer<T> {}

  /** It was not done. */
  record Refused<T>(Refusal refusal) implements Answer<T> {}

  static <T> Answer<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Answer<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /** Goes on with the value, if there is one. */
  default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Refusal refusal) -> refused(refusal);
    };
  }

  /** The value turned into another. */
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return then(value -> done(change.apply(value)));
  }
}
