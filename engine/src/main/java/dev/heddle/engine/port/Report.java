package dev.heddle.engine.port;

import dev.heddle.model.execution.Failure;
import dev.heddle.values.Value;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
public sealed interface Report {

  /** What the attempt produced; null if nothing is known. */
  @Nullable Value result();

  /** It did what it should; {@code result} is {@code task.x.result}. */
  record Succeeded(Value result) implements Report {}

  /** It failed; {@code result} is what it left behind all the same, such as its output. */
  record Failed(Failure failure, @Nullable Value result) implements Report {}

  /** Its time limit passed and it was ended. */
  record TimedOut(Failure failure, @Nullable Value result) implements Report {}

  /** It was ended on request. */
  record Cancelled(@Nullable Value result) implements Report {}

  /** Its worker was lost, and how far it came is not known (S1-124). */
  record Abandoned(Failure failure) implements Report {
    @Override
    public @Nullable Value result() {
      return null;
    }
  }
}
