package dev.heddle.platform.queues;

import dev.heddle.values.MapValue;
import java.time.Duration;
import java.util.Locale;

/**
 * How a queue works (S1-163).
 *
 * @param action what is started for its items
 * @param enabled whether items are dispatched
 * @param accepting whether further items are taken
 * @param itemSchema JSON Schema of payloads; empty for any
 * @param actionParams handed to the action besides {@code item} or {@code items}
 */
public record WorkQueue(
    String ref,
    String label,
    String action,
    boolean enabled,
    boolean accepting,
    int defaultPriority,
    Update update,
    boolean batches,
    MapValue itemSchema,
    MapValue actionParams,
    Dispatch dispatch) {

  /** What becomes of a further item with the key of one that waits. */
  public enum Update {
    /** It is refused. */
    REFUSED,
    /** The one that waits stays as it is. */
    IMMUTABLE,
    /** It takes the place of the payload. */
    REPLACE,
    /** It is merged into the payload as RFC 7396 says. */
    MERGE_PATCH;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How items are handed out.
   *
   * @param concurrency executions at a time
   * @param batchSize items per execution, if it is one of batches
   * @param retryLimit attempts after the first
   * @param pause between the starts of executions
   */
  public record Dispatch(int concurrency, int batchSize, int retryLimit, Duration pause) {}

  /** How many items go to an execution at most. */
  public int itemsPerExecution() {
    return batches ? dispatch.batchSize() : 1;
  }
}
