package dev.heddle.server.resource;

import dev.heddle.server.http.Call;
import dev.heddle.server.http.Reply;
import dev.heddle.server.metrics.Throughput;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.time.Instant;

/** What ended in the last hour, minute by minute, in the server that is asked. */
public final class ThroughputResource {

  private final Throughput throughput;

  public ThroughputResource(Throughput throughput) {
    this.throughput = throughput;
  }

  public Reply show(Call call) {
    call.query();
    return Reply.data(
        new ListValue(
            throughput.minutes().stream()
                .<Value>map(minute ->
                    MapValue.builder()
                        .put("minute", Instant.ofEpochMilli(minute.minute()).toString())
                        .put("completed", minute.completed())
                        .put("failed", minute.failed())
                        .put("timeout", minute.timeout())
                        .put("cancelled", minute.cancelled())
                        .put("attempts", minute.attempts())
                        .build())
                .toList()));
  }
}
