package dev.heddle.engine.loop;

import dev.heddle.model.execution.Question;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Questions of tasks as JSON, for the inbox. */
final class QuestionText {

  private QuestionText() {}

  static MapValue write(Question question) {
    Duration timeout = question.timeout();
    return MapValue.builder()
        .put("purpose", question.purpose())
        .put("prompt", question.prompt())
        .put("schema", question.schema())
        .put("assigned_to", orNothing(question.assignedTo()))
        .put("forbid_self", question.forbidSelf())
        .put("millis", timeout == null ? Value.nothing() : Value.of(timeout.toMillis()))
        .build();
  }

  private static Value orNothing(@Nullable String text) {
    return text == null ? Value.nothing() : Value.of(text);
  }

  static Question read(Value value) {
    if (!(value instanceof MapValue map)
        || !(map.get("purpose") instanceof TextValue purpose)
        || !(map.get("prompt") instanceof TextValue prompt)
        || !(map.get("schema") instanceof MapValue schema)) {
      throw new IllegalArgumentException("a message asks nothing");
    }
    return new Question(
        purpose.text(),
        prompt.text(),
        schema,
        map.get("assigned_to") instanceof TextValue whom ? whom.text() : null,
        BooleanValue.TRUE.equals(map.get("forbid_self")),
        map.get("millis") instanceof IntegerValue(long millis) ? Duration.ofMillis(millis) : null);
  }
}
