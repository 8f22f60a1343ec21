package dev.heddle.model.execution;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person (S1-100 … S1-108). Its id is the id of the attempt that asks.
 *
 * @param schema JSON Schema of the answer; an empty map accepts any object
 * @param assignedTo the only login that may answer; null for anyone
 * @param answer null until it leaves pending
 */
public record Inquiry(
    AttemptId id,
    String task,
    String prompt,
    MapValue schema,
    @Nullable String assignedTo,
    InquiryStatus status,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Answer answer) {

  /** How it left pending; {@code response} is null if nobody answered. */
  public record Answer(@Nullable Value response, String by, Instant at) {}

  /** The same answer, with the parts that the schema calls secret marked. */
  public Value marked(Value response) {
    return AnswerSecrets.marked(schema, response);
  }

  public Inquiry closed(InquiryStatus end, Answer how) {
    return new Inquiry(id, task, prompt, schema, assignedTo, end, createdAt, expiresAt, how);
  }
}
