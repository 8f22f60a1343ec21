package dev.heddle.engine.decision;

import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.Question;
import dev.heddle.model.execution.TaskExecution;
import dev.heddle.model.execution.TaskKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Questions that tasks ask through the API and do not wait for themselves (S1-110). While one is
 * pending its execution does not end (S1-111).
 */
final class BesideInquiries {

  private BesideInquiries() {}

  /** Asks, unless this activation of the task has asked for the same purpose before. */
  static Reply ask(Turn turn, Command.Ask command) {
    TaskKey key = command.task();
    Question question = command.question();
    TaskExecution task = turn.state.find(key);
    if (task == null) {
      return new Reply.Refused(Reply.Reason.NOT_FOUND, "There is no such attempt");
    }
    if (key.isItem()
        || turn.graph().groupOf(key.node()) >= 0
        || turn.node(key).iteration().isPresent()) {
      return new Reply.Refused(
          Reply.Reason.INVALID, "A task of a group or an iteration cannot ask beside its work");
    }
    Optional<Inquiry> asked = asked(turn.state, key, question.purpose());
    if (asked.isPresent()) {
      return isSame(asked.get(), question)
          ? new Reply.Done(turn.execution())
          : conflict("Task " + task.name() + " has asked something else for this purpose");
    }
    if (!task.status().isDispatched() || turn.execution().isStopping()) {
      return conflict("The attempt has ended");
    }
    if (turn.state.inquiry(key) != null) {
      return conflict("An attempt asks for one purpose only");
    }
    turn.open(
        new Inquiry(
            turn.attempt(key),
            task.name(),
            question.prompt(),
            question.schema(),
            question.assignedTo(),
            question.forbidSelf(),
            question.purpose(),
            InquiryStatus.PENDING,
            turn.now,
            question.timeout() == null ? null : turn.now.plus(question.timeout()),
            null));
    return new Reply.Done(turn.execution());
  }

  private static Reply conflict(String message) {
    return new Reply.Refused(Reply.Reason.CONFLICT, message);
  }

  private static Optional<Inquiry> asked(ExecutionState state, TaskKey key, String purpose) {
    return state.inquiries().stream()
        .filter(inquiry -> purpose.equals(inquiry.purpose()))
        .filter(inquiry -> isOf(inquiry, key))
        .findFirst();
  }

  private static boolean isOf(Inquiry inquiry, TaskKey key) {
    TaskKey asker = inquiry.id().task();
    return asker.node() == key.node() && asker.activation() == key.activation();
  }

  private static boolean isSame(Inquiry inquiry, Question question) {
    return inquiry.prompt().equals(question.prompt())
        && inquiry.schema().equals(question.schema())
        && Objects.equals(inquiry.assignedTo(), question.assignedTo())
        && inquiry.forbidSelf() == question.forbidSelf();
  }

  /** What an activation of a task has asked, whichever attempt of it did. */
  static @Nullable Inquiry of(ExecutionState state, TaskKey key) {
    Inquiry own = state.inquiry(key);
    return own != null
        ? own
        : state.inquiries().stream()
            .filter(inquiry -> inquiry.isBeside() && isOf(inquiry, key))
            .findFirst()
            .orElse(null);
  }

  private static List<Inquiry> pending(ExecutionState state) {
    return state.inquiries().stream()
        .filter(inquiry -> inquiry.isBeside() && inquiry.status() == InquiryStatus.PENDING)
        .toList();
  }

  /** Whether the execution must go on only because of a question (S1-111). */
  static boolean isAnyPending(ExecutionState state) {
    return !state.inquiries().isEmpty() && !pending(state).isEmpty();
  }

  /** The earlier of a moment and the ends of the times to answer. */
  static @Nullable Instant earlier(ExecutionState state, @Nullable Instant due) {
    if (state.inquiries().isEmpty()) {
      return due;
    }
    Instant first = due;
    for (Inquiry inquiry : pending(state)) {
      Instant expiresAt = inquiry.expiresAt();
      if (expiresAt != null && (first == null || expiresAt.isBefore(first))) {
        first = expiresAt;
      }
    }
    return first;
  }

  /** Closes those whose time has passed; what waits for them has timed out (S1-108). */
  static void expire(Turn turn) {
    for (Inquiry inquiry : pending(turn.state)) {
      Instant expiresAt = inquiry.expiresAt();
      if (expiresAt != null && !expiresAt.isAfter(turn.now)) {
        Inquiries.close(turn, inquiry, InquiryStatus.TIMEOUT, "system");
      }
    }
  }

  /** Withdraws all when the execution is cancelled (S1-122). */
  static void withdraw(Turn turn, String by) {
    pending(turn.state)
        .forEach(inquiry -> Inquiries.close(turn, inquiry, InquiryStatus.CANCELLED, by));
  }
}
