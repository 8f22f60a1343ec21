package dev.heddle.model.action;

import dev.heddle.model.Parameters;
import dev.heddle.model.PermissionSets;
import dev.heddle.model.ResultSchema;
import dev.heddle.model.placement.Placement;
import java.time.Duration;
import java.util.Optional;

/**
 * A unit of work with a name, as a pack defines it (S1-137).
 *
 * @param ref {@code pack.name}
 * @param output what it says about its result
 * @param timeout limits an attempt if the task says nothing
 * @param placement which workers may run it if the task says nothing (S1-169)
 * @param permissions of its program's token if the task says nothing (S1-168)
 */
public record Action(
    String ref,
    String label,
    String description,
    boolean enabled,
    Parameters parameters,
    ResultSchema output,
    Executor executor,
    Optional<Duration> timeout,
    Placement placement,
    PermissionSets permissions) {

  /** An action that says nothing about its result, and that any worker may run. */
  public Action(
      String ref,
      String label,
      String description,
      boolean enabled,
      Parameters parameters,
      Executor executor,
      Optional<Duration> timeout) {
    this(
        ref,
        label,
        description,
        enabled,
        parameters,
        ResultSchema.ANY,
        executor,
        timeout,
        Placement.ANYWHERE,
        PermissionSets.UNSAID);
  }
}
