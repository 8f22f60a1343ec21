package dev.heddle.platform.sensor;

import static dev.heddle.platform.executions.Bench.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.model.action.Executor;
import dev.heddle.platform.event.MemoryRuleStore;
import dev.heddle.platform.event.Rules;
import dev.heddle.platform.executions.Bench;
import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.values.Json;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class SensorProcessTest {

  private static final String ECHO = "while read -r line; do echo \"$line\"; done\n";

  @TempDir private Path directory;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private SensorType sensor(String script) throws IOException {
    Path program = Files.writeString(directory.resolve("sensor.sh"), script);
    return new SensorType(
        "demo.sensor",
        "",
        true,
        Executor.Runner.SHELL,
        program,
        directory,
        List.of("core.alert"),
        MapValue.EMPTY,
        Optional.empty());
  }

  private void print(String stream, String text) {
    if (stream.equals("stdout")) {
      lines.add(text);
    }
  }

  @Test
  @DisplayName("S1-156: one that does not read holds nobody up, and hears only the newest")
  void oneThatDoesNotRead() throws Exception {
    SensorType deaf = sensor("while [ ! -e go ]; do sleep 0.02; done\n" + ECHO);
    SensorProcess process = SensorProcess.start(deaf, Map.of(), this::print);
    MapValue large = MapValue.builder().put("filling", "x".repeat(4_000)).build();
    for (int i = 0; i < 100; i++) {
      process.tell(deaf, List.of(new SensorProcess.Use("demo.r" + i, "core.alert", large)));
    }
    Files.createFile(directory.resolve("go"));
    int heard = 1;
    while (!lines.take().contains("demo.r99")) {
      heard++;
    }
    assertThat(heard).isLessThan(100);
    process.stop();
  }

  @Test
  @DisplayName("S1-156: rules that were read again are no news to a sensor, changed ones are")
  void toldOfChangesOnly() throws Exception {
    Watched watched = new Watched(sensor(ECHO), this::print);
    watched.see(Instant.EPOCH, List.of(rule("a")), Map::of);
    assertThat(lines.take()).contains("\"a\"");
    for (int i = 0; i < 20; i++) {
      watched.see(Instant.EPOCH, List.of(rule("a")), Map::of);
    }
    watched.see(Instant.EPOCH, List.of(rule("b")), Map::of);
    assertThat(lines.take()).contains("\"b\"");
    watched.stop();
  }

  private static Rule rule(String parameter) {
    Bench bench = new Bench();
    MapValue document =
        (MapValue)
            Json.read(
                """
                {"ref": "demo.r", "trigger_ref": "core.alert", "action_ref": "core.noop",
                 "action_params": {"x": "{{ event.id }}"}}
                """);
    Rule rule = done(new Rules(bench.live, new MemoryRuleStore(), bench.clock).draft(document, ""));
    return new Rule(
        rule.ref(),
        rule.label(),
        rule.description(),
        rule.trigger(),
        MapValue.builder().put("p", Value.of(parameter)).build(),
        rule.condition(),
        rule.action(),
        rule.actionParams(),
        rule.permissionSets(),
        rule.enabled(),
        rule.owner(),
        rule.writtenCatchUp(),
        rule.writtenOverlap(),
        rule.document());
  }
}
