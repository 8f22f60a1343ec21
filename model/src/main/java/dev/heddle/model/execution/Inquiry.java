package dev.heddle.model.execution;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person (S1-100 … S1-108). Its id is the id of the attempt that asks.
 *
 * @param schema JSON Schema of the answer; an empty map accepts any object
 * @param assignedTo whose answer counts: a login or id, a role or a group; null for anyone's
 * @param forbidSelf whether who started the execution may not answer (S1-106)
 * @param purpose what the task asks for, if it asked through the API while it ran (S1-110); null if
 *     the task is the question
 * @param answer null until it leaves pending
 */
public record Inquiry(
    AttemptId id,
    String task,
    String prompt,
    MapValue schema,
    @Nullable String assignedTo,
    boolean forbidSelf,
    @Nullable String purpose,
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

  /** A question that a task is, for whoever may answer it. */
  public Inquiry(
      AttemptId id,
      String task,
      String prompt,
      MapValue schema,
      @Nullable String assignedTo,
      InquiryStatus status,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Answer answer) {
    this(id, task, prompt, schema, assignedTo, false, null, status, createdAt, expiresAt, answer);
  }

  /** Whether the task that asked went on by itself, and only what waits for the answer waits. */
  public boolean isBeside() {
    return purpose != null;
  }

  public Inquiry closed(InquiryStatus end, Answer how) {
    return with(id, end, how);
  }

  /** The same question and answer in the execution that continues this one (S1-123). */
  public Inquiry in(ExecutionId execution) {
    return with(new AttemptId(execution, id.task()), status, answer);
  }

  private Inquiry with(AttemptId newId, InquiryStatus newStatus, @Nullable Answer newAnswer) {
    return new Inquiry(
        newId,
        task,
        prompt,
        schema,
        assignedTo,
        forbidSelf,
        purpose,
        newStatus,
        createdAt,
        expiresAt,
        newAnswer);
  }
}
