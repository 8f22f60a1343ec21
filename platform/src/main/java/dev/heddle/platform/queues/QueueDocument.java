package dev.heddle.platform.queues;

import dev.heddle.platform.Answer;
import dev.heddle.platform.FieldError;
import dev.heddle.platform.Refusal;
import dev.heddle.platform.queues.WorkQueue.Dispatch;
import dev.heddle.platform.queues.WorkQueue.Update;
import dev.heddle.values.BooleanValue;
import dev.heddle.values.IntegerValue;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.NullValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  private final List<FieldError> errors = new ArrayList<>();

  private QueueDocument() {}

  /** What was stored by {@link #write}. */
  public static WorkQueue stored(String json) {
    return switch (read(Json.read(json) instanceof MapValue map ? map : MapValue.EMPTY)) {
      case Answer.Done<WorkQueue>(WorkQueue queue) -> queue;
      case Answer.Refused<WorkQueue>(Refusal refusal) ->
          throw new IllegalStateException("a stored queue is broken: " + refusal.message());
    };
  }

  /** Reads a queue, with all its mistakes if it has some. */
  public static Answer<WorkQueue> read(MapValue document) {
    QueueDocument reading = new QueueDocument();
    WorkQueue queue = reading.queue(document);
    if (reading.errors.isEmpty()) {
      return Answer.done(queue);
    }
    String message =
        String.join(
            "; ", reading.errors.stream().map(each -> each.path() + " " + each.message()).toList());
    return Answer.refused(Refusal.invalid("invalid_queue", message, reading.errors));
  }

  private WorkQueue queue(MapValue document) {
    known("", document, KEYS);
    String ref = text(document, "ref", "");
    if (!REF.matcher(ref).matches() || ref.length() > LONGEST_REF) {
      error("ref", "is pack.name, of letters, digits, _ and -");
    }
    String action = text(document, "dispatch_action", "");
    if (!REF.matcher(action).matches()) {
      error("dispatch_action", "is the ref of an action or workflow");
    }
    MapValue config = map(document, "config");
    known("config.", config, Set.of("dispatch"));
    MapValue dispatch = map(config, "dispatch");
    known("config.dispatch.", dispatch, DISPATCH);
    return new WorkQueue(
        ref,
        text(document, "label", ""),
        action,
        flag(document, "enabled"),
        flag(document, "accepting_new_items"),
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
    String strategy = text(document, "update_strategy", "immutable");
    for (Update each : Update.values()) {
      if (each != Update.REFUSED && each.label().equals(strategy)) {
        return flag(document, "allow_pending_update") ? each : Update.REFUSED;
      }
    }
    error("update_strategy", "is immutable, replace or merge_patch");
    return Update.IMMUTABLE;
  }

  private boolean batches(MapValue document) {
    String mode = text(document, "batch_mode", "single");
    if (!mode.equals("single") && !mode.equals("batch")) {
      error("batch_mode", "is single or batch");
    }
    return mode.equals("batch");
  }

  private MapValue map(MapValue document, String key) {
    Value value = document.getOr(key, NullValue.INSTANCE);
    if (value instanceof MapValue map) {
      return map;
    }
    if (!(value instanceof NullValue)) {
      error(key, "is a map");
    }
    return MapValue.EMPTY;
  }

  private String text(MapValue map, String key, String otherwise) {
    Value value = map.getOr(key, NullValue.INSTANCE);
    if (value instanceof TextValue(String text)) {
      return text;
    }
    if (!(value instanceof NullValue)) {
      error(key, "is a text");
    }
    return otherwise;
  }

  private boolean flag(MapValue map, String key) {
    Value value = map.getOr(key, BooleanValue.TRUE);
    if (!(value instanceof BooleanValue)) {
      error(key, "is true or false");
    }
    return !BooleanValue.FALSE.equals(value);
  }

  private int number(String path, @Nullable Value value, int least, int most, int otherwise) {
    if (value == null || value instanceof NullValue) {
      return otherwise;
    }
    if (value instanceof IntegerValue(long number) && number >= least && number <= most) {
      return (int) number;
    }
    error(path, "is a whole number from " + least + " to " + most);
    return otherwise;
  }

  private void known(String prefix, MapValue map, Set<String> keys) {
    for (String key : map.entries().keySet()) {
      if (!keys.contains(key)) {
        error(
            prefix + key,
            "is unknown; known are " + String.join(", ", keys.stream().sorted().toList()));
      }
    }
  }

  private void error(String path, String message) {
    errors.add(new FieldError(path, message));
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
