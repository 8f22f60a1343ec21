package dev.heddle.server.resource;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Inquiry;
import dev.heddle.model.execution.Question;
import dev.heddle.platform.access.Operation;
import dev.heddle.platform.access.Permission;
import dev.heddle.platform.access.Principal;
import dev.heddle.platform.access.Resource;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.platform.inquiries.InquiryView;
import dev.heddle.platform.inquiries.ResponseHandles;
import dev.heddle.server.http.Call;
import dev.heddle.server.http.Fields;
import dev.heddle.server.http.Problem;
import dev.heddle.server.http.ProblemCode;
import dev.heddle.server.http.ProblemException;
import dev.heddle.server.http.Reply;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Questions of tasks under way, and answers that come through other programs. */
public final class AskingResource {

  private static final int LONGEST_PURPOSE = 200;
  private static final int LONGEST_PROMPT = 10_000;
  private static final int LONGEST_HANDLE = 400;

  private final Inquiries inquiries;
  private final Executions executions;
  private final ResponseHandles handles;
  private final Function<String, Optional<Principal>> identities;

  /**
   * The resource of one server.
   *
   * @param identities who acts under a login, an id or a name at a provider
   */
  public AskingResource(
      Inquiries inquiries,
      Executions executions,
      ResponseHandles handles,
      Function<String, Optional<Principal>> identities) {
    this.inquiries = inquiries;
    this.executions = executions;
    this.handles = handles;
    this.identities = identities;
  }

  /** Asks for the task whose token the request has (S1-110); asked again, it is the same. */
  public Reply ask(Call call) {
    AttemptId asker = asker(call);
    Fields fields = call.body();
    int seconds = fields.number("timeout").orElse(0);
    Question question =
        new Question(
            fields.requiredText("purpose", LONGEST_PURPOSE),
            fields.requiredText("prompt", LONGEST_PROMPT),
            fields.map("schema"),
            fields.text("assigned_to").orElse(null),
            fields.flag("forbid_self_approval").orElse(false),
            seconds == 0 ? null : Duration.ofSeconds(seconds));
    fields.end();
    Inquiry inquiry = Answers.of(inquiries.ask(asker, question));
    return Reply.created("/api/v1/inquiries/" + inquiry.id(), InquiryView.toValue(inquiry));
  }

  private static AttemptId asker(Call call) {
    Principal caller = call.caller();
    Principal.Credential credential = caller.credential();
    // Whoever this is, it asks for nobody but itself.
    call.reach(Resource.INQUIRIES, Operation.CREATE);
    if (caller.kind() != Principal.Kind.EXECUTION || credential == null) {
      throw new ProblemException(Problem.of(ProblemCode.FORBIDDEN));
    }
    return AttemptId.parse(credential.id())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.FORBIDDEN)));
  }

  /** What a program that people answer in says, by a handle it was given (S1-109). */
  public Reply relay(Call call) {
    Fields fields = call.body();
    String handle = fields.requiredText("handle", LONGEST_HANDLE);
    String actor = fields.requiredText("actor", LONGEST_PURPOSE);
    Value response = fields.required("response").orElse(Value.nothing());
    fields.end();
    AttemptId id =
        handles
            .read(handle)
            .orElseThrow(() -> ProblemException.notFound("There is no such inquiry."));
    Inquiry inquiry = Answers.of(inquiries.find(id));
    Target target = Target.of(inquiry, Answers.of(executions.find(id.execution())));
    call.require(Resource.INQUIRIES, Operation.RELAY, target);
    call.about("inquiry " + id + " for " + actor);
    Principal person =
        identities
            .apply(actor)
            .filter(who -> who.may(new Permission(Resource.INQUIRIES, Operation.RESPOND), target))
            .orElseThrow(() ->
                new ProblemException(
                    Problem.of(ProblemCode.FORBIDDEN, "The actor may not answer this inquiry.")));
    return Reply.data(InquiryView.toValue(Answers.of(inquiries.respond(id, response, person))));
  }

  /** A handle to answer by, for a program that has asked people. */
  public Reply handle(Call call) {
    call.query();
    Inquiry inquiry =
        Answers.of(
            inquiries.find(
                AttemptId.parse(call.path("id"))
                    .orElseThrow(() -> ProblemException.notFound("There is no such inquiry."))));
    return Reply.data(Value.map("handle", Value.of(handles.of(inquiry.id()))));
  }
}
