package dev.heddle.platform.executions;

import dev.heddle.model.execution.Failure;
import dev.heddle.values.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How single fields are shown; what is absent is null, never left out. */
final class Fields {

  private Fields() {}

  static Value time(@Nullable Instant at) {
    return at == null ? Value.nothing() : Value.of(at.toString());
  }

  static Value text(@Nullable Object text) {
    return text == null ? Value.nothing() : Value.of(text.toString());
  }

  static Value failure(@Nullable Failure failure) {
    return failure == null ? Value.nothing() : failure.toValue();
  }

  static Value value(@Nullable Value value) {
    return value == null ? Value.nothing() : value;
  }
}
