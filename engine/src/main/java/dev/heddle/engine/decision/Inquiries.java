package dev.heddle.engine.decision;

import dev.heddle.model.Node;
import dev.heddle.model.execution.Failure;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import dev.heddle.model.execution.TaskStatus;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions to people (2.7): a waiting inquiry is active work and occupies nobody. */
final class Inquiries {

  private Inquiries() {}

  /** Opens the question; the smaller of the two time limits applies (S1-102). */
  static void ask(Turn turn, TaskExecution task, Node node, MapValue input) {
    Value given = input.getOr("timeout", NullValue.INSTANCE);
    Optional<Duration> ofInput = Attempts.seconds(given);
    if (ofInput.isEmpty() && !(given.plain() instanceof NullValue)) {
      refuse(turn, task, "timeout must be a number of seconds");
      return;
    }
    MapValue schema = schema(input);
    if (input.getOr("prompt", NullValue.INSTANCE).holdsSecret()) {
      refuse(turn, task, "`prompt` holds a secret, which nobody may be shown; leave it out");
      return;
    }
    if (!(input.get("prompt") instanceof TextValue prompt)) {
      refuse(turn, task, "an inquiry needs the text input `prompt`");
      return;
    }
    Instant expiresAt = earlier(turn.now, ofInput, node.timing().timeout());
    turn.save(
        task.withStatus(
            TaskStatus.WAITING,
            new TaskExecution.Times(task.times().scheduledAt(), turn.now, null, expiresAt)));
    turn.open(
        new Inquiry(
            turn.attempt(task.key()),
            task.name(),
            prompt.text(),
            schema,
            input.get("assigned_to") instanceof TextValue login ? login.text() : null,
            BooleanValue.TRUE.equals(input.get("forbid_self_approval")),
            null,
            InquiryStatus.PENDING,
            turn.now,
            expiresAt,
            null));
  }

  private static void refuse(Turn turn, TaskExecution task, String message) {
    turn.fail(task, FailureType.INVALID_PARAMETERS.because("Task " + task.name() + ": " + message));
  }

  /** {@code schema} (JSON Schema) or {@code response_schema}, which may be flat (S1-101). */
  private static MapValue schema(MapValue input) {
    if (input.get("schema") instanceof MapValue schema) {
      return schema;
    }
    return input.get("response_schema") instanceof MapValue schema
        ? InquirySchema.fromFlat(schema)
        : MapValue.EMPTY;
  }

  private static @Nullable Instant earlier(
      Instant now, Optional<Duration> one, Optional<Duration> other) {
    if (one.isPresent() && other.isPresent()) {
      return now.plus(one.get().compareTo(other.get()) < 0 ? one.get() : other.get());
    }
    return one.or(() -> other).map(now::plus).orElse(null);
  }

  /** The first answer wins; later ones are refused (S1-107). */
  static Reply respond(Turn turn, Command.Respond command) {
    Inquiry inquiry = turn.state.inquiry(command.task());
    TaskExecution task = turn.state.find(command.task());
    Optional<Reply> refusal = refusal(inquiry, task);
    if (refusal.isPresent() || inquiry == null || task == null) {
      return refusal.orElseThrow();
    }
    if (isOver(turn, inquiry)) {
      return new Reply.Refused(Reply.Reason.CONFLICT, "The time to answer the inquiry is over");
    }
    Value response = inquiry.marked(command.response());
    Inquiry.Answer answer = new Inquiry.Answer(response, command.by(), turn.now);
    Inquiry answered = inquiry.closed(InquiryStatus.RESPONDED, answer);
    turn.close(answered);
    if (!inquiry.isBeside()) {
      turn.end(task, TaskStatus.COMPLETED, result(inquiry, response, answer), null);
    }
    WaitFor.release(turn, answered);
    return new Reply.Done(turn.execution());
  }

  /** Past its limit, though nobody has woken for it yet; a paused execution goes by the latter. */
  private static boolean isOver(Turn turn, Inquiry inquiry) {
    Instant expiresAt = inquiry.expiresAt();
    return !turn.execution().isPaused() && expiresAt != null && !expiresAt.isAfter(turn.now);
  }

  /** The answer's fields directly, and whole under {@code response} (S1-103, D-12). */
  private static MapValue result(Inquiry inquiry, Value response, Inquiry.Answer answer) {
    MapValue fields = response instanceof MapValue map ? map : MapValue.EMPTY;
    return fields.withAll(
        MapValue.builder()
            .put("response", response)
            .put("inquiry_id", inquiry.id().toString())
            .put("responded_by", answer.by())
            .put("responded_at", answer.at().toString())
            .build());
  }

  static Reply cancel(Turn turn, Command.CancelInquiry command) {
    Inquiry inquiry = turn.state.inquiry(command.task());
    TaskExecution task = turn.state.find(command.task());
    Optional<Reply> refusal = refusal(inquiry, task);
    if (refusal.isPresent() || inquiry == null || task == null) {
      return refusal.orElseThrow();
    }
    close(turn, inquiry, InquiryStatus.CANCELLED, command.by());
    if (inquiry.isBeside()) {
      return new Reply.Done(turn.execution());
    }
    turn.fail(task, Failure.of("inquiry_cancelled", "Inquiry cancelled by " + command.by()));
    return new Reply.Done(turn.execution());
  }

  private static Optional<Reply> refusal(@Nullable Inquiry inquiry, @Nullable TaskExecution task) {
    if (inquiry == null) {
      return Optional.of(new Reply.Refused(Reply.Reason.NOT_FOUND, "There is no such inquiry"));
    }
    if (inquiry.status() != InquiryStatus.PENDING || task == null) {
      return Optional.of(
          new Reply.Refused(
              Reply.Reason.CONFLICT,
              "The inquiry is no longer pending: it is " + inquiry.status().label()));
    }
    return Optional.empty();
  }

  /** The limit passed: the task timed out, never the decision's default (S1-108). */
  static void expire(Turn turn, TaskExecution task, Inquiry inquiry) {
    close(turn, inquiry, InquiryStatus.TIMEOUT, "system");
    turn.end(
        task,
        TaskStatus.TIMEOUT,
        null,
        Failure.of("timeout", "Nobody answered in time: " + inquiry.prompt()));
  }

  /** Withdraws the question of a task that is cancelled (S1-122). */
  static void withdraw(Turn turn, TaskKey key, String by) {
    Inquiry inquiry = turn.state.inquiry(key);
    if (inquiry != null && inquiry.status() == InquiryStatus.PENDING) {
      close(turn, inquiry, InquiryStatus.CANCELLED, by);
    }
  }

  static void close(Turn turn, Inquiry inquiry, InquiryStatus end, String by) {
    Inquiry closed = inquiry.closed(end, new Inquiry.Answer(null, by, turn.now));
    turn.close(closed);
    WaitFor.release(turn, closed);
  }
}
