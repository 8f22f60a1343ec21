package dev.heddle.engine.port;

import dev.heddle.model.action.Action;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.MapValue;
import dev.heddle.values.SecretValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt for a runner to carry out.
 *
 * @param attempt the idempotency key: after a crash the same attempt may be handed out again
 * @param workflow the ref of the workflow it belongs to
 * @param input parameters with defaults filled in; secrets are marked, only the runner reveals them
 * @param timeout after which the runner ends the attempt and reports {@link Report.TimedOut}
 * @param environment variables given with the execution
 * @param placement which workers may carry it out
 * @param permissionSets what the token of its program may do (S1-168); none: it gets no token
 * @param api how its program reaches the API, if it does
 * @param recovered handed out again after a takeover: a worker may still be at it
 */
public record Assignment(
    AttemptId attempt,
    String workflow,
    String task,
    Action action,
    MapValue input,
    Optional<Duration> timeout,
    Map<String, String> environment,
    Placement placement,
    boolean recovered,
    List<String> permissionSets,
    Optional<ApiAccess> api) {
  public Assignment {
    environment = Map.copyOf(environment);
    permissionSets = List.copyOf(permissionSets);
  }

  /** A first hand-out for any worker. */
  public Assignment(
      AttemptId attempt,
      String workflow,
      String task,
      Action action,
      MapValue input,
      Optional<Duration> timeout,
      Map<String, String> environment) {
    this(
        attempt,
        workflow,
        task,
        action,
        input,
        timeout,
        environment,
        Placement.ANYWHERE,
        false,
        List.of(),
        Optional.empty());
  }

  /** With a way to the API for its program. */
  public Assignment withApi(ApiAccess access) {
    return new Assignment(
        attempt,
        workflow,
        task,
        action,
        input,
        timeout,
        environment,
        placement,
        recovered,
        permissionSets,
        Optional.of(access));
  }

  /** All that must not be seen of it, marked: in its input, and its token. */
  public Value secrets() {
    return api.<Value>map(
            access -> Value.list(input, SecretValue.mark(new TextValue(access.token()))))
        .orElse(input);
  }
}
