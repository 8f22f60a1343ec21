package dev.heddle.dispatch;

import dev.heddle.model.placement.Toleration.Taint;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The JSON form of a worker. */
public final class WorkerView {

  private WorkerView() {}

  public static MapValue toValue(WorkerRecord worker) {
    return MapValue.builder()
        .put("id", worker.profile().instance())
        .put("name", worker.profile().name())
        .put("state", state(worker))
        .put("in_process", worker.inProcess())
        .put(
            "queues",
            new ListValue(worker.profile().queues().stream().<Value>map(TextValue::new).toList()))
        .put("labels", labels(worker.profile().labels()))
        .put(
            "taints",
            new ListValue(
                worker.profile().taints().stream()
                    .<Value>map(taint -> new TextValue(text(taint)))
                    .toList()))
        .put("slots", worker.profile().slots())
        .put("running", worker.running())
        .put("version", worker.profile().version())
        .put("connected_at", worker.connectedAt().toString())
        .put("seen_at", worker.seenAt().toString())
        .build();
  }

  /** {@code connected}, {@code draining} or {@code disconnected}. */
  public static String state(WorkerRecord worker) {
    if (!worker.connected()) {
      return "disconnected";
    }
    return worker.draining() ? "draining" : "connected";
  }

  private static MapValue labels(Map<String, String> labels) {
    MapValue.Builder sorted = MapValue.builder();
    new TreeMap<>(labels).forEach(sorted::put);
    return sorted.build();
  }

  /** {@code key=value:effect}. */
  public static String text(Taint taint) {
    return taint.key() + "=" + taint.value() + ":" + taint.effect().name().toLowerCase(Locale.ROOT);
  }
}
