package dev.heddle.platform.queues;

import dev.heddle.model.execution.ExecutionId;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work.
 *
 * @param key the same for the same work; null if it has none
 * @param attempts how often it was dispatched
 * @param execution the last it was dispatched to
 * @param error why the last attempt failed
 */
public record QueueItem(
    long id,
    String queue,
    @Nullable String key,
    int priority,
    MapValue payload,
    State state,
    int attempts,
    @Nullable ExecutionId execution,
    @Nullable String error,
    Instant createdAt,
    Instant updatedAt) {

  /** How far it has come. */
  public enum State {
    QUEUED,
    LEASED,
    /** It waits again, after an attempt that failed. */
    RETRY,
    COMPLETED,
    FAILED,
    SKIPPED,
    CANCELLED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> of(String label) {
      return Stream.of(values()).filter(each -> each.label().equals(label)).findFirst();
    }
  }

  /** As its action is given it. */
  public MapValue handedOut() {
    return MapValue.builder()
        .put("id", Long.toString(id))
        .put("item_key", key == null ? Value.nothing() : Value.of(key))
        .put("priority", priority)
        .put("attempt", attempts)
        .put("payload", payload)
        .build();
  }
}
