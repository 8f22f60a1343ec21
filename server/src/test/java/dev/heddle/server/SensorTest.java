package dev.heddle.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.Reach;
import dev.heddle.platform.event.EventStore.EventFilter;
import dev.heddle.server.Client.Got;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sensor of a pack, as a real process. */
@Timeout(40)
final class SensorTest {

  private static final String SCRIPT =
      """
      read rules
      echo "told $rules" >&2
      trap 'echo bye >&2; exit 0' TERM
      test -e once || { touch once; echo "falls over"; exit 3; }
      n=0
      while :; do
        n=$((n + 1))
        echo '{"payload": {"n": '$n'}, "key": "'$$-$n'"}'
        echo '{"trigger_ref": "core.alert", "payload": {}}'
        sleep 0.05
      done
      """;

  @TempDir Path packs;

  private static void until(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private void file(String name, String text) throws IOException {
    Path file = packs.resolve("watch").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  @DisplayName(
      "S1-156: runs while a rule uses it, starts again after a crash, ends with its last rule;"
          + " S1-157: what it prints can be read")
  void lifeOfASensor() throws IOException {
    file("pack.yaml", "ref: watch\nlabel: W\ndescription: W\nversion: '1'\n");
    file("triggers/tick.yaml", "ref: watch.tick\nlabel: T\noutput: {n: {type: integer}}\n");
    file("sensors/ticker.yaml", "ref: watch.ticker\nlabel: S\ntrigger_types: watch.tick\n");
    file("sensors/ticker.sh", SCRIPT);
    file("rules/on.yaml", "ref: watch.on\ntrigger_ref: watch.tick\naction_ref: core.noop\n");
    try (TestPlatform platform = TestPlatform.start()) {
      Client api = platform.client();
      platform.services.packs().installAll(packs);
      platform.sensors.start(platform.server.address());
      assertThat(api.get("/api/v1/sensors/watch.ticker").text("data.used_by.0"))
          .isEqualTo("watch.on");
      String events = "/api/v1/events?trigger_ref=watch.tick";
      until(() -> api.get(events).list("data").size() >= 2);
      assertThat(api.get(events).text("data.0.source")).isEqualTo("sensor:watch.ticker");

      api.post("/api/v1/rules/watch.on/disable");
      String logs = "/api/v1/sensors/watch.ticker/logs?limit=1000";
      until(() -> api.get(logs).body().contains("bye"));
      int emitted = platform.automation.events().list(all(), 0, 1_000).size();
      Got read = api.get(logs);
      assertThat(read.body())
          .contains(
              "falls over",
              "ended with exit code 3; starts again in 1 s",
              "refused an event of core.alert",
              "told {");
      api.post("/api/v1/rules/watch.on/enable");
      until(() -> platform.automation.events().list(all(), 0, 1_000).size() > emitted);
    }
  }

  private static EventFilter all() {
    return new EventFilter("watch.tick", null, Reach.ALL);
  }
}
