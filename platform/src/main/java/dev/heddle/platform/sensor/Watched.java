package dev.heddle.platform.sensor;

import dev.heddle.platform.rule.Rule;
import dev.heddle.platform.trigger.SensorType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sensor this server runs: started again after it ended, ever later if it ends at once. */
final class Watched {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final SensorType sensor;
  private final BiConsumer<String, String> lines;
  private @Nullable SensorProcess process;
  private @Nullable List<SensorProcess.Use> told;
  private Instant heldUntil = Instant.EPOCH;
  private Instant startAt = Instant.EPOCH;
  private Instant startedAt = Instant.EPOCH;
  private Duration pause = FIRST_PAUSE;

  Watched(SensorType sensor, BiConsumer<String, String> lines) {
    this.sensor = sensor;
    this.lines = lines;
  }

  String ref() {
    return sensor.ref();
  }

  /** Whether it is still the same program with the same parameters. */
  boolean isOf(@Nullable SensorType other) {
    return sensor.equals(other);
  }

  Instant heldUntil() {
    return heldUntil;
  }

  void hold(Instant until) {
    heldUntil = until;
  }

  /** Starts it if it must, and tells it of rules that have changed. */
  void see(Instant now, List<Rule> rules, Supplier<Map<String, String>> environment) {
    SensorProcess running = process;
    if (running != null && !running.isAlive()) {
      ended(running, now);
      running = null;
    }
    if (running == null) {
      if (now.isBefore(startAt)) {
        return;
      }
      running = start(now, environment);
      told = null;
    }
    List<SensorProcess.Use> uses = SensorProcess.Use.of(rules);
    if (running != null && !uses.equals(told)) {
      told = uses;
      running.tell(sensor, uses);
    }
  }

  private void ended(SensorProcess dead, Instant now) {
    process = null;
    boolean wasWell = startedAt.plus(LONGEST_PAUSE).isBefore(now);
    pause = wasWell ? FIRST_PAUSE : pause;
    startAt = now.plus(pause);
    lines.accept(
        "system",
        "ended with exit code "
            + dead.exitCode()
            + "; starts again in "
            + pause.toSeconds()
            + " s");
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private @Nullable SensorProcess start(Instant now, Supplier<Map<String, String>> environment) {
    startedAt = now;
    try {
      SensorProcess started = SensorProcess.start(sensor, environment.get(), lines);
      process = started;
      lines.accept("system", "started");
      return started;
    } catch (IOException failed) {
      startAt = now.plus(pause);
      lines.accept("system", "could not be started: " + failed.getMessage());
      return null;
    }
  }

  void stop() {
    SensorProcess running = process;
    process = null;
    if (running != null) {
      running.stop();
      lines.accept("system", "stopped");
    }
  }
}
