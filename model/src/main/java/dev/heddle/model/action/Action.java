package dev.heddle.model.action;

import dev.heddle.model.Parameters;
import dev.heddle.model.ResultSchema;
import java.time.Duration;
import java.util.Optional;

/**
 * A unit of work with a name, as a pack defines it (S1-137).
 *
 * @param ref {@code pack.name}
 * @param output what it says about its result
 * @param timeout limits an attempt if the task says nothing
 */
public record Action(
    String ref,
    String label,
    String description,
    boolean enabled,
    Parameters parameters,
    ResultSchema output,
    Executor executor,
    Optional<Duration> timeout) {

  /** An action that says nothing about its result. */
  public Action(
      String ref,
      String label,
      String description,
      boolean enabled,
      Parameters parameters,
      Executor executor,
      Optional<Duration> timeout) {
    this(ref, label, description, enabled, parameters, ResultSchema.ANY, executor, timeout);
  }
}
