package dev.heddle.platform;

import dev.heddle.engine.decision.Reply;
import dev.heddle.model.execution.Execution;

/** What the engine replied, as a service answers it. */
public final class Replies {

  private Replies() {}

  public static Answer<Execution> answer(Reply reply) {
    return switch (reply) {
      case Reply.Done(Execution execution) -> Answer.done(execution);
      case Reply.Refused refused -> refused(refused);
    };
  }

  public static <T> Answer<T> refused(Reply.Refused reply) {
    String message = reply.message();
    return Answer.refused(
        switch (reply.reason()) {
          case CONFLICT -> Refusal.conflict("conflict", message);
          case NOT_FOUND -> Refusal.notFound("not_found", message);
          case INVALID -> Refusal.of(Refusal.Kind.INVALID, "invalid", message);
        });
  }
}
