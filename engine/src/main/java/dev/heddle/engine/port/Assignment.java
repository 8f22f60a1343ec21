package dev.heddle.engine.port;

import dev.heddle.model.action.Action;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.placement.Placement;
import dev.heddle.values.MapValue;
import java.time.Duration;
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
    boolean recovered) {
  public Assignment {
    environment = Map.copyOf(environment);
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
    this(attempt, workflow, task, action, input, timeout, environment, Placement.ANYWHERE, false);
  }
}
