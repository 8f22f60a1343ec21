package dev.heddle.server.resource;

import dev.heddle.engine.port.ExecutionQueries.InquiryFilter;
import dev.heddle.engine.port.ExecutionQueries.Page;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.InquiryStatus;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.inquiries.InquiryView;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Paging;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Query;
import dev.heddle.server.http.Reply;
import dev.heddle.values.Value;

/** Questions of executions to people (S1-104 … S1-107). */
public final class InquiryResource {

  private final Inquiries inquiries;

  public InquiryResource(Inquiries inquiries) {
    this.inquiries = inquiries;
  }

  private static AttemptId id(Call call) {
    return AttemptId.parse(call.path("id"))
        .orElseThrow(() -> ProblemException.notFound("There is no such inquiry."));
  }

  public Reply list(Call call) {
    Query query = call.query("status", "execution", "assigned_to", "page", "per_page");
    InquiryFilter filter =
        new InquiryFilter(
            query.oneOf("status", InquiryStatus.values(), InquiryStatus::label).orElse(null),
            query.text("execution").map(InquiryResource::execution).orElse(null),
            query.text("assigned_to").orElse(null),
            call.reach(Resource.INQUIRIES, Operation.READ));
    Paging paging = Paging.of(query);
    Page<Inquiry> page = inquiries.list(filter, paging.offset(), paging.size());
    return paging.answer(
        page.items().stream().map(InquiryView::toValue).toList(), page.total(), page.exact());
  }

  private static ExecutionId execution(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() -> ProblemException.invalid("query.execution", "is no execution id"));
  }

  public Reply get(Call call) {
    call.query();
    return Reply.data(InquiryView.toValue(Answers.of(inquiries.find(id(call)))));
  }

  public Reply respond(Call call) {
    AttemptId id = id(call);
    Fields fields = call.body();
    Value response = fields.required("response").orElse(Value.nothing());
    fields.end();
    Inquiry answered = Answers.of(inquiries.respond(id, response, call.caller()));
    return Reply.data(InquiryView.toValue(answered));
  }

  public Reply cancel(Call call) {
    call.body().end();
    Inquiry withdrawn = Answers.of(inquiries.cancel(id(call), call.caller()));
    return Reply.data(InquiryView.toValue(withdrawn));
  }
}
