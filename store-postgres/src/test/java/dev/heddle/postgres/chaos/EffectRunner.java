package dev.heddle.postgres.chaos;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Leaves a line in a file for every attempt it carries out, then takes a moment to report. */
final class EffectRunner implements TaskRunner {

  private final Path effects;
  private final String incarnation;
  private final Runnable afterEffect;

  /** Who hears of the end: whoever had the attempt started last. */
  private final Map<AttemptId, TaskListener> underWay = new ConcurrentHashMap<>();

  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  EffectRunner(Path effects, String incarnation, Runnable afterEffect) {
    this.effects = effects;
    this.incarnation = incarnation;
    this.afterEffect = afterEffect;
  }

  @Override
  public void start(Assignment assignment, TaskListener listener) {
    if (underWay.put(assignment.attempt(), listener) == null) {
      int millis = ThreadLocalRandom.current().nextInt(8);
      var _ = later.schedule(() -> work(assignment, listener), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void work(Assignment assignment, TaskListener listener) {
    Instant begun = Instant.now();
    listener.started(assignment.attempt(), begun);
    write(assignment.attempt() + " " + incarnation + "\n");
    afterEffect.run();
    int millis = ThreadLocalRandom.current().nextInt(8);
    var _ = later.schedule(() -> end(assignment, begun), millis, TimeUnit.MILLISECONDS);
  }

  private void end(Assignment assignment, Instant begun) {
    TaskListener latest = underWay.remove(assignment.attempt());
    Objects.requireNonNull(latest)
        .finished(assignment.attempt(), begun, Instant.now(), report(assignment));
  }

  /** Flaky work fails the first time; all else gives a number that depends on nothing random. */
  private static Report report(Assignment assignment) {
    if (assignment.action().ref().equals("t.flaky") && assignment.attempt().task().attempt() == 1) {
      return new Report.Failed(Failure.of("flaky", "not yet"), null);
    }
    int number = assignment.task().length() + assignment.attempt().task().item();
    return new Report.Succeeded(Value.map("n", Value.of(number)));
  }

  private void write(String line) {
    try {
      Files.writeString(effects, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void interrupt(AttemptId attempt) {
    // What is cancelled may finish; its end is refused if it comes too late.
  }
}
