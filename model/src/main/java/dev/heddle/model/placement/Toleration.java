package dev.heddle.model.placement;

import java.util.Optional;

/**
 * Makes taints of a worker not matter.
 *
 * @param key of the taints; blank is every key, with {@link Operator#EXISTS}
 * @param value of the taints; ignored by {@link Operator#EXISTS}
 * @param effect absent: every effect
 */
public record Toleration(String key, Operator operator, String value, Optional<Effect> effect) {

  /** How a taint is compared. */
  public enum Operator {
    EQUAL,
    EXISTS
  }

  /** What an untolerated taint does. */
  public enum Effect {
    /** The worker gets nothing. */
    NO_SCHEDULE,
    /** The worker gets what no other has room for. */
    PREFER_NO_SCHEDULE
  }

  /** A mark of a worker that keeps attempts away which do not tolerate it. */
  public record Taint(String key, String value, Effect effect) {}

  public boolean tolerates(Taint taint) {
    if (effect.isPresent() && effect.get() != taint.effect()) {
      return false;
    }
    return switch (operator) {
      case EXISTS -> key.isEmpty() || key.equals(taint.key());
      case EQUAL -> key.equals(taint.key()) && value.equals(taint.value());
    };
  }
}
