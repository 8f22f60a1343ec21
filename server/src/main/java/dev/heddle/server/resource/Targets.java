package dev.heddle.server.resource;

import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.ExecutionId;
import dev.heddle.platform.Answer;
import dev.heddle.platform.access.Target;
import dev.heddle.platform.executions.Executions;
import dev.heddle.platform.inquiries.Inquiries;
import dev.heddle.server.http.Call;
import java.util.Optional;

/** What the parameters of paths name, for {@link dev.heddle.server.http.Policy#one}. */
public final class Targets {

  private final Executions executions;
  private final Inquiries inquiries;

  public Targets(Executions executions, Inquiries inquiries) {
    this.executions = executions;
    this.inquiries = inquiries;
  }

  public Optional<Target> execution(Call call) {
    return execution(call.path("id"));
  }

  private Optional<Target> execution(String id) {
    return ExecutionId.parse(id).flatMap(this::execution);
  }

  Optional<Target> execution(ExecutionId id) {
    return found(executions.find(id)).map(Target::of);
  }

  /** The execution whose stream is asked for by query. */
  public Optional<Target> streamed(Call call) {
    return call.query("execution_id").text("execution_id").flatMap(this::execution);
  }

  public Optional<Target> inquiry(Call call) {
    return AttemptId.parse(call.path("id"))
        .flatMap(id -> found(inquiries.find(id)))
        .flatMap(inquiry ->
            found(executions.find(inquiry.id().execution()))
                .map(execution -> Target.of(inquiry, execution)));
  }

  public Optional<Target> workflow(Call call) {
    return Optional.of(Target.of(call.path("workflow_ref")));
  }

  public Optional<Target> action(Call call) {
    return Optional.of(Target.of(call.path("action_ref")));
  }

  public Optional<Target> pack(Call call) {
    return Optional.of(Target.of(call.path("pack_ref")));
  }

  private static <T> Optional<T> found(Answer<T> answer) {
    return answer instanceof Answer.Done<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
