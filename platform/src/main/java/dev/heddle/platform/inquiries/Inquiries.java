package dev.heddle.platform.inquiries;

import dev.heddle.engine.Engine;
import dev.heddle.engine.decision.Command;
import dev.heddle.engine.port.ExecutionQueries;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.model.execution.Question;
import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.Replies;
import dev.heddle.platform.access.Principal;
import dev.heddle.values.Value;
import java.util.ArrayList;
import java.util.List;

/** Questions to people: lists, answers, withdrawals (S1-104 … S1-107). */
public final class Inquiries {

  /** More than the tasks of an execution ask. */
  private static final int MOST_ASKED = 1000;

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
   * Answers a question: 403 if it is for somebody else, 400 with the fields if the answer does not
   * fit the schema (the question stays open), 409 if it is no longer open.
   */
  public Answer<Inquiry> respond(AttemptId id, Value response, Principal by) {
    return find(id)
        .then(inquiry -> open(inquiry))
        .then(inquiry -> allowed(inquiry, by))
        .then(inquiry -> fits(inquiry, response))
        .then(_ -> submit(id, new Command.Respond(id.task(), response, by.login())));
  }

  /** Withdraws a question; its task fails. */
  public Answer<Inquiry> cancel(AttemptId id, Principal by) {
    if (by.kind() == Principal.Kind.EXECUTION) {
      return taskMayNot();
    }
    return find(id).then(_ -> submit(id, new Command.CancelInquiry(id.task(), by.login())));
  }

  /** Asks for a task under way; the same question for the same purpose is asked once (S1-110). */
  public Answer<Inquiry> ask(AttemptId asker, Question question) {
    Command.Ask command = new Command.Ask(asker.task(), question);
    return Replies.answer(engine.submit(asker.execution(), command).join())
        .then(_ -> asked(asker, question.purpose()));
  }

  private Answer<Inquiry> asked(AttemptId asker, String purpose) {
    ExecutionQueries.InquiryFilter filter =
        new ExecutionQueries.InquiryFilter(null, asker.execution(), null);
    return queries.inquiries(filter, 0, MOST_ASKED).items().stream()
        .filter(inquiry -> purpose.equals(inquiry.purpose()))
        .filter(inquiry -> inquiry.id().task().node() == asker.task().node())
        .filter(inquiry -> inquiry.id().task().activation() == asker.task().activation())
        .findFirst()
        .<Answer<Inquiry>>map(Answer::done)
        .orElseGet(
            () -> Answer.refused(Refusal.notFound("unknown_inquiry", "There is no such inquiry")));
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

  /** Who may answer (S1-106): never a task, not even with the rights of a person (row 13). */
  private Answer<Inquiry> allowed(Inquiry inquiry, Principal by) {
    if (by.kind() == Principal.Kind.EXECUTION) {
      return taskMayNot();
    }
    String whom = inquiry.assignedTo();
    if (whom != null && !whom.equals(by.login()) && !by.groups().contains(whom)) {
      return forbidden("assigned_to_other", "Only " + whom + " may answer this inquiry");
    }
    if (inquiry.forbidSelf() && startedBy(inquiry).equals(by.login())) {
      return forbidden("self_approval", "Who started the execution may not answer this inquiry");
    }
    return Answer.done(inquiry);
  }

  private static Answer<Inquiry> taskMayNot() {
    return forbidden("task_may_not_answer", "Tasks ask people, they do not answer");
  }

  private String startedBy(Inquiry inquiry) {
    return queries
        .execution(inquiry.id().execution())
        .map(execution -> execution.origin().startedBy())
        .orElse("");
  }

  private static Answer<Inquiry> forbidden(String code, String message) {
    return Answer.refused(Refusal.forbidden(code, message));
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
