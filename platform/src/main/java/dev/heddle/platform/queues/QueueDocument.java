package dev.heddle.platform.queues;

import dev.heddle.platform.Answer;
import dev.heddle.platform.DocumentReader;
import dev.heddle.platform.queues.WorkQueue.Dispatch;
import dev.heddle.platform.queues.WorkQueue.Update;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A work queue as people and programs write it (S1-163):
 *
 * <pre>{@code
 * {"ref", "label", "dispatch_action", "enabled", "accepting_new_items", "default_priority",
 *  "allow_pending_update", "update_strategy": "immutable"|"replace"|"merge_patch",
 *  "batch_mode": "single"|"batch", "item_schema", "action_params",
 *  "config": {"dispatch": {"concurrency", "batch_size", "retry_limit",
 *             "inter_execution_delay_seconds"}}}
 * }</pre>
 */
public final class QueueDocument {

  private static final Pattern REF = Pattern.compile("[a-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

  /** It is part of the keys of events. */
  private static final int LONGEST_REF = 200;

  private static final int MOST = 1_000_000;
  private static final int MOST_AT_ONCE = 1_000;
  private static final Set<String> KEYS =
      Set.of(
          "ref",
          "label",
          "dispatch_action",
          "enabled",
          "accepting_new_items",
          "default_priority",
          "allow_pending_update",
          "update_strategy",
          "batch_mode",
          "item_schema",
          "action_params",
          "config");
  private static final Set<String> DISPATCH =
      Set.of("concurrency", "batch_size", "retry_limit", "inter_execution_delay_seconds");

  private final DocumentReader reader = new DocumentReader();

  private QueueDocument() {}

  /** What was stored by {@link #write}. */
  public static WorkQueue stored(String json) {
    return DocumentReader.stored(
        read(Json.read(json) instanceof MapValue map ? map : MapValue.EMPTY));
  }

  /** Reads a queue, with all its mistakes if it has some. */
  public static Answer<WorkQueue> read(MapValue document) {
    QueueDocument reading = new QueueDocument();
    WorkQueue queue = reading.queue(document);
    return reading.reader.answer("invalid_queue", queue);
  }

  private WorkQueue queue(MapValue document) {
    reader.known("", document, KEYS);
    String ref = reader.text(document, "ref", "");
    if (!REF.matcher(ref).matches() || ref.length() > LONGEST_REF) {
      reader.error("ref", "is pack.name, of letters, digits, _ and -");
    }
    String action = reader.text(document, "dispatch_action", "");
    if (!REF.matcher(action).matches()) {
      reader.error("dispatch_action", "is the ref of an action or workflow");
    }
    MapValue config = map(document, "config");
    reader.known("config.", config, Set.of("dispatch"));
    MapValue dispatch = map(config, "dispatch");
    reader.known("config.dispatch.", dispatch, DISPATCH);
    return new WorkQueue(
        ref,
        reader.text(document, "label", ""),
        action,
        reader.flag(document, "enabled"),
        reader.flag(document, "accepting_new_items"),
        number("default_priority", document.get("default_priority"), -MOST, MOST, 0),
        update(document),
        batches(document),
        map(document, "item_schema"),
        map(document, "action_params"),
        new Dispatch(
            number("config.dispatch.concurrency", dispatch.get("concurrency"), 1, MOST_AT_ONCE, 1),
            number("config.dispatch.batch_size", dispatch.get("batch_size"), 1, MOST_AT_ONCE, 10),
            number("config.dispatch.retry_limit", dispatch.get("retry_limit"), 0, 100, 3),
            Duration.ofSeconds(
                number(
                    "config.dispatch.inter_execution_delay_seconds",
                    dispatch.get("inter_execution_delay_seconds"),
                    0,
                    86_400,
                    0))));
  }

  private Update update(MapValue document) {
    String strategy = reader.text(document, "update_strategy", "immutable");
    for (Update each : Update.values()) {
      if (each != Update.REFUSED && each.label().equals(strategy)) {
        return reader.flag(document, "allow_pending_update") ? each : Update.REFUSED;
      }
    }
    reader.error("update_strategy", "is immutable, replace or merge_patch");
    return Update.IMMUTABLE;
  }

  private boolean batches(MapValue document) {
    String mode = reader.text(document, "batch_mode", "single");
    if (!mode.equals("single") && !mode.equals("batch")) {
      reader.error("batch_mode", "is single or batch");
    }
    return mode.equals("batch");
  }

  private MapValue map(MapValue document, String key) {
    return reader.map(document, key).orElse(MapValue.EMPTY);
  }

  private int number(String path, @Nullable Value value, int least, int most, int otherwise) {
    return (int) reader.number(path, value, least, most, otherwise);
  }

  /** The JSON form of a queue. */
  public static MapValue write(WorkQueue queue) {
    Dispatch dispatch = queue.dispatch();
    boolean updates = queue.update() != Update.REFUSED;
    return MapValue.builder()
        .put("ref", queue.ref())
        .put("label", queue.label())
        .put("dispatch_action", queue.action())
        .put("enabled", queue.enabled())
        .put("accepting_new_items", queue.accepting())
        .put("default_priority", queue.defaultPriority())
        .put("allow_pending_update", updates)
        .put("update_strategy", (updates ? queue.update() : Update.IMMUTABLE).label())
        .put("batch_mode", queue.batches() ? "batch" : "single")
        .put("item_schema", queue.itemSchema())
        .put("action_params", queue.actionParams())
        .put(
            "config",
            Value.map(
                "dispatch",
                MapValue.builder()
                    .put("concurrency", dispatch.concurrency())
                    .put("batch_size", dispatch.batchSize())
                    .put("retry_limit", dispatch.retryLimit())
                    .put("inter_execution_delay_seconds", dispatch.pause().toSeconds())
                    .build()))
        .build();
  }
}
