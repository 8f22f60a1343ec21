package dev.heddle.platform.trigger;

import dev.heddle.model.Parameters;
import java.util.Optional;

/**
 * A kind of happening (S1-144).
 *
 * @param parameters what a rule configures of its instance (S1-154)
 * @param output what the payload of its events must be
 * @param source the queue whose messages become its events, if there is one
 */
public record TriggerType(
    String ref,
    String label,
    String description,
    String type,
    Parameters parameters,
    Parameters output,
    Optional<MessageSource> source,
    boolean enabled) {

  /** Whether its events come from the clock, for each rule on its own. */
  public boolean isTimer() {
    return CoreTriggers.isTimer(ref);
  }
}
