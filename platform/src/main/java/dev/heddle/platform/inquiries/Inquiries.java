package dev.heddle.platform.inquiries;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.Replies;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** Questions to people: lists, answers, withdrawals (S1-104 … S1-107). */
public final class Inquiries {

  private final Engine engine;
  private final ExecutionQueries queries;

  public Inquiries(Engine engine, ExecutionQueries queries) {
    this.engine = engine;
    this.queries = queries;
  }

  /** Newest first. */
  public ExecutionQueries.Page<Inquiry> list(
      ExecutionQueries.InquiryFilter filter, int offset, int limit) {
    return queries.inquiries(filter, offset, limit);
  }

  public Answer<Inquiry> find(AttemptId id) {
    return queries
        .inquiry(id)
        .<Answer<Inquiry>>map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_inquiry", "There is no inquiry " + id)));
  }

  /**
   * Answers a question: 403 if it is assigned to somebody else, 400 with the fields if the answer
   * does not fit the schema (the question stays open), 409 if it is no longer open.
   */
  public Answer<Inquiry> respond(AttemptId id, Value response, String login) {
    return find(id)
        .then(inquiry -> open(inquiry))
        .then(inquiry -> allowed(inquiry, login))
        .then(inquiry -> fits(inquiry, response))
        .then(_ -> submit(id, new Command.Respond(id.task(), response, login)));
  }

  /** Withdraws a question; its task fails. */
  public Answer<Inquiry> cancel(AttemptId id, String login) {
    return find(id).then(_ -> submit(id, new Command.CancelInquiry(id.task(), login)));
  }

  private Answer<Inquiry> submit(AttemptId id, Command command) {
    return Replies.answer(engine.submit(id.execution(), command).join()).then(_ -> find(id));
  }

  /** Says early what the engine would say; the engine decides who is first (S1-107). */
  private static Answer<Inquiry> open(Inquiry inquiry) {
    if (inquiry.status() == InquiryStatus.PENDING) {
      return Answer.done(inquiry);
    }
    return Answer.refused(
        Refusal.conflict(
            "inquiry_closed",
            "The inquiry is no longer pending: it is " + inquiry.status().label()));
  }

  private static Answer<Inquiry> allowed(Inquiry inquiry, String login) {
    if (inquiry.assignedTo() == null || inquiry.assignedTo().equals(login)) {
      return Answer.done(inquiry);
    }
    return Answer.refused(
        Refusal.of(
            Refusal.Kind.FORBIDDEN,
            "assigned_to_other",
            "Only " + inquiry.assignedTo() + " may answer this inquiry"));
  }

  private static Answer<Inquiry> fits(Inquiry inquiry, Value response) {
    List<FieldError> errors = new ArrayList<>(FieldError.brokenTexts("", response));
    errors.addAll(new ResponseSchema(inquiry.schema()).check(response));
    if (errors.isEmpty()) {
      return Answer.done(inquiry);
    }
    return Answer.refused(
        Refusal.invalid(
            "invalid_response", "The response does not fit the inquiry's schema", errors));
  }
}
