package dev.heddle.platform.sensor;

import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.SensorType;
import dev.heddle.values.Json;
import dev.heddle.values.ListValue;
import dev.heddle.values.MapValue;
import dev.heddle.values.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of a sensor's process; its output is read line by line, never more than a line's bound.
 */
final class SensorProcess {

  private static final int LONGEST_LINE = 256 * 1024;
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR", "LC_ALL");

  private final Process process;
  private final AtomicReference<@Nullable String> newest = new AtomicReference<>();
  private final Semaphore bell = new Semaphore(0);

  private SensorProcess(Process process) {
    this.process = process;
    Thread writing = Thread.ofVirtual().start(this::write);
    CompletableFuture<Void> _ = process.onExit().thenAccept(_ -> writing.interrupt());
  }

  /**
   * A rule that uses a sensor's triggers, as far as the sensor is told of it; to others it is the
   * same if these are.
   */
  record Use(String rule, String trigger, MapValue parameters) {

    static List<Use> of(List<Rule> rules) {
      return rules.stream()
          .map(rule -> new Use(rule.ref(), rule.trigger(), rule.triggerParams()))
          .toList();
    }
  }

  /**
   * Starts it.
   *
   * @param environment what it is told besides
   * @param lines takes each line with the stream it came from
   */
  static SensorProcess start(
      SensorType sensor, Map<String, String> environment, BiConsumer<String, String> lines)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            switch (sensor.runner()) {
              case SHELL -> List.of("/bin/sh");
              case PYTHON -> List.of("python3", "-u");
              case NODE -> List.of("node");
              default -> List.<String>of();
            });
    command.add(sensor.program().toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(sensor.directory().toFile());
    Map<String, String> given = builder.environment();
    given.keySet().retainAll(INHERITED);
    // The directory of a pack stays as it was signed.
    given.put("PYTHONDONTWRITEBYTECODE", "1");
    given.putAll(environment);
    Process process = builder.start();
    Thread.ofVirtual().start(() -> read(process.getInputStream(), "stdout", lines));
    Thread.ofVirtual().start(() -> read(process.getErrorStream(), "stderr", lines));
    return new SensorProcess(process);
  }

  private static void read(InputStream in, String stream, BiConsumer<String, String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c != '\n' && line.length() < LONGEST_LINE) {
          line.append((char) c);
        } else if (c == '\n') {
          lines.accept(stream, line.toString());
          line.setLength(0);
        }
      }
      if (!line.isEmpty()) {
        lines.accept(stream, line.toString());
      }
    } catch (IOException closed) {
      lines.accept("system", "its " + stream + " could not be read: " + closed.getMessage());
    }
  }

  /**
   * Tells it which rules use its triggers now, as one line of JSON on its standard input. Does not
   * wait for it to read: what it has not read when there is news, it never hears.
   */
  void tell(SensorType sensor, List<Use> uses) {
    List<Value> all = new ArrayList<>();
    for (Use use : uses) {
      all.add(
          MapValue.builder()
              .put("ref", use.rule())
              .put("trigger_ref", use.trigger())
              .put("trigger_params", use.parameters())
              .build());
    }
    newest.set(
        Json.writeRevealed(
            MapValue.builder()
                .put("parameters", sensor.parameters())
                .put(
                    "poll_interval_ms",
                    sensor
                        .pollInterval()
                        .<Value>map(every -> Value.of(every.toMillis()))
                        .orElse(Value.nothing()))
                .put("rules", new ListValue(all))
                .build()));
    bell.release();
  }

  /** In a thread of its own: a sensor that does not read would hold up all others. */
  private void write() {
    try {
      OutputStream out = process.getOutputStream();
      while (true) {
        bell.acquire();
        String line = newest.getAndSet(null);
        if (line != null) {
          out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      }
    } catch (IOException notListening) {
      // A sensor may close its input, or have ended: then it is started again and told again.
      return;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** SIGTERM, and after a while SIGKILL, for it and what it has started. */
  void stop() {
    List<ProcessHandle> children = process.descendants().toList();
    // Not process.destroy(), which also closes what its last words come through.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
