package dev.heddle.server.http;

/** Answers calls of routes, if the caller may make them, and has the audit log note it. */
final class Answering {

  private final Audit audit;

  Answering(Audit audit) {
    this.audit = audit;
  }

  /**
   * The answer.
   *
   * @throws ProblemException if the call is refused
   */
  Reply answer(Route route, Call call) {
    try {
      Authority.check(route.policy(), call);
      Reply reply = route.endpoint().answer(call);
      if (Authority.mustNarrow(route.policy(), call.caller()) && !call.isNarrowed()) {
        throw new IllegalStateException(route.operation() + " answers whatever the limits are");
      }
      String location =
          reply instanceof Reply.Body body ? body.headers().getOrDefault("Location", "") : "";
      audit.record(route, call, location, "done");
      return reply;
    } catch (ProblemException refusal) {
      audit.record(route, call, "", refusal.problem().code());
      throw refusal;
    }
  }
}
