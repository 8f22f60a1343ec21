package dev.heddle.platform.queues;

import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import org.jspecify.annotations.Nullable;

/** The JSON form of work queues and their items. */
public final class QueueView {

  private QueueView() {}

  public static MapValue toValue(QueueStore.Listed listed) {
    return QueueDocument.write(listed.queue())
        .withAll(
            MapValue.builder()
                .put("pack", text(listed.pack()))
                .put("owner", listed.owner())
                .put("paused", listed.paused())
                .put("problem", text(listed.problem()))
                .put("waiting", listed.waiting())
                .put("leased", listed.leased())
                .put("created_at", listed.createdAt().toString())
                .put("updated_at", listed.updatedAt().toString())
                .build());
  }

  /**
   * <pre>{@code
   * {"id", "queue", "item_key", "priority", "payload", "state", "attempts", "execution", "error",
   *  "created_at", "updated_at"}
   * }</pre>
   */
  public static MapValue toValue(QueueItem item) {
    return MapValue.builder()
        .put("id", Long.toString(item.id()))
        .put("queue", item.queue())
        .put("item_key", text(item.key()))
        .put("priority", item.priority())
        .put("payload", item.payload())
        .put("state", item.state().label())
        .put("attempts", item.attempts())
        .put("execution", text(item.execution() == null ? null : item.execution().toString()))
        .put("error", text(item.error()))
        .put("created_at", item.createdAt().toString())
        .put("updated_at", item.updatedAt().toString())
        .build();
  }

  private static Value text(@Nullable String text) {
    return text == null ? Value.nothing() : Value.of(text);
  }
}
