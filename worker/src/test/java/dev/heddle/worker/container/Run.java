package dev.heddle.worker.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.MapValue;
import dev.heddle.values.TextValue;
import dev.heddle.values.Value;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One attempt as its listener sees it. */
final class Run implements TaskListener {

  private static final long PATIENCE_SECONDS = 120;

  private final CompletableFuture<Report> report = new CompletableFuture<>();
  private final BlockingQueue<LogLine> live = new LinkedBlockingQueue<>();
  private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
  private final boolean records;
  private volatile Runnable recorded = () -> {};

  /**
   * @param records whether the end is said to be durable at once
   */
  Run(boolean records) {
    this.records = records;
  }

  @Override
  public void started(AttemptId attempt, Instant at) {}

  @Override
  public void logged(AttemptId attempt, LogLine line) {
    lines.add(line);
    live.add(line);
  }

  @Override
  public void finished(AttemptId attempt, Instant from, Instant to, Report how) {
    report.complete(how);
  }

  @Override
  public void finished(
      AttemptId attempt, Instant from, Instant to, Report how, Runnable whenRecorded) {
    recorded = whenRecorded;
    report.complete(how);
    if (records) {
      whenRecorded.run();
    }
  }

  void record() {
    recorded.run();
  }

  Report report() throws Exception {
    return report.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean isOver() {
    return report.isDone();
  }

  /** Waits until the step has printed this line. */
  void awaitLine(String text) throws InterruptedException {
    while (true) {
      LogLine line = live.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(line).as("the line " + text + " in " + log()).isNotNull();
      if (Objects.requireNonNull(line).text().equals(text)) {
        return;
      }
    }
  }

  List<String> log() {
    return lines.stream().map(LogLine::text).toList();
  }

  MapValue succeeded() throws Exception {
    assertThat(report()).isInstanceOf(Report.Succeeded.class);
    return (MapValue) ((Report.Succeeded) report()).result();
  }

  Value outputs() throws Exception {
    return succeeded().getOr("outputs", Value.nothing());
  }

  /** What the result says of the image it ran on. */
  Value image(String field) throws Exception {
    return succeeded().getOr("image", MapValue.EMPTY) instanceof MapValue image
        ? image.getOr(field, Value.nothing())
        : Value.nothing();
  }

  String stdout() throws Exception {
    return ((TextValue) succeeded().getOr("stdout", Value.nothing())).text();
  }

  Failure failed() throws Exception {
    assertThat(report()).isInstanceOf(Report.Failed.class);
    return ((Report.Failed) report()).failure();
  }
}
