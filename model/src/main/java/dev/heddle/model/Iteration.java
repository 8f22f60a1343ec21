package dev.heddle.model;

import dev.heddle.expressions.Template;
import java.util.OptionalInt;

/**
 * Runs a node once per element of a list (S1-082 … S1-091).
 *
 * @param items renders to the list; another value than a list is a list of one (S1-083)
 * @param concurrency how many run at once; absent means one, or the whole wave (S1-085, S1-086)
 * @param batchSize elements per wave or chunk
 * @param mode what a batch is
 */
public record Iteration(
    Template items, OptionalInt concurrency, OptionalInt batchSize, BatchMode mode) {

  /** What {@code batch_size} does (D-11). */
  public enum BatchMode {
    /** Waves of single elements. */
    WAVE,
    /** One run per chunk; {@code item} is the list. */
    LIST
  }

  /** How many elements may run at once. */
  public int window() {
    if (mode == BatchMode.WAVE) {
      return concurrency.orElse(batchSize.orElse(1));
    }
    return concurrency.orElse(1);
  }
}
