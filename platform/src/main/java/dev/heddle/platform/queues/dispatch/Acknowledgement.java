package dev.heddle.platform.queues.dispatch;

import dev.heddle.platform.queues.QueueItem;
import dev.heddle.platform.queues.QueueItem.State;
import dev.heddle.platform.queues.QueueStore.Lease;
import dev.heddle.platform.queues.QueueStore.Settled;
import dev.heddle.platform.queues.WorkQueue;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an ended execution says about its items (S1-164): all of them are as it is, or each is as
 * the document {@code {"version", "items": [{"id", "status", "error"}]}} says that it left as its
 * result, as {@code result}, or as {@code acknowledgement} in it.
 */
final class Acknowledgement {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final WorkQueue queue;
  private final Instant now;

  Acknowledgement(WorkQueue queue, Instant now) {
    this.queue = queue;
    this.now = now;
  }

  List<Settled> settle(Lease lease) {
    boolean succeeded = "completed".equals(lease.status());
    Map<String, MapValue> said =
        succeeded ? said(document(lease.result())) : Map.<String, MapValue>of();
    boolean spoke = succeeded && document(lease.result()) != null;
    List<Settled> settled = new ArrayList<>();
    for (QueueItem item : lease.items()) {
      MapValue own = said.get(Long.toString(item.id()));
      if (own != null) {
        settled.add(one(item, text(own, "status"), text(own, "error")));
      } else if (spoke) {
        settled.add(one(item, "retry", "it was not acknowledged"));
      } else if (succeeded) {
        settled.add(new Settled(item.id(), State.COMPLETED, null, now));
      } else {
        String error = lease.error();
        settled.add(one(item, "retry", error == null ? "the execution was lost" : error));
      }
    }
    return settled;
  }

  private Settled one(QueueItem item, String status, String error) {
    return switch (status) {
      case "completed" -> new Settled(item.id(), State.COMPLETED, null, now);
      case "skipped" -> new Settled(item.id(), State.SKIPPED, error, now);
      case "failed" -> new Settled(item.id(), State.FAILED, error, now);
      default ->
          item.attempts() > queue.dispatch().retryLimit()
              ? new Settled(item.id(), State.FAILED, error, now)
              : new Settled(
                  item.id(), State.RETRY, error, now.plus(PAUSE.multipliedBy(item.attempts())));
    };
  }

  private static @Nullable MapValue document(@Nullable MapValue result) {
    if (result == null) {
      return null;
    }
    for (Value place :
        List.of(
            result,
            result.getOr("result", Value.nothing()),
            result.getOr("acknowledgement", Value.nothing()))) {
      if (place instanceof MapValue map
          && map.get("version") != null
          && map.get("items") instanceof ListValue) {
        return map;
      }
    }
    return null;
  }

  private static Map<String, MapValue> said(@Nullable MapValue document) {
    Map<String, MapValue> byId = new HashMap<>();
    if (document != null && document.get("items") instanceof ListValue items) {
      for (Value each : items.items()) {
        if (each instanceof MapValue item) {
          byId.put(id(item.get("id")), item);
        }
      }
    }
    return byId;
  }

  private static String id(@Nullable Value id) {
    return id instanceof TextValue(String text) ? text : String.valueOf(id);
  }

  private static String text(MapValue map, String key) {
    return map.get(key) instanceof TextValue(String text) ? text : "";
  }
}
