package dev.heddle.worker;

import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.AttemptId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Remembers what it heard and lets tests wait for it. */
final class RecordingListener implements TaskListener {

  private static final long PATIENCE_SECONDS = 30;

  final List<AttemptId> started = new CopyOnWriteArrayList<>();
  final List<Report> reports = new CopyOnWriteArrayList<>();
  final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<LogLine> live = new LinkedBlockingQueue<>();
  private final CompletableFuture<Report> first = new CompletableFuture<>();

  @Override
  public void started(AttemptId attempt, Instant at) {
    started.add(attempt);
  }

  @Override
  public void logged(AttemptId attempt, LogLine line) {
    lines.add(line);
    live.add(line);
  }

  @Override
  public void finished(AttemptId attempt, Instant startedAt, Instant endedAt, Report report) {
    reports.add(report);
    first.complete(report);
  }

  /** The first report, awaited. */
  Report report() throws Exception {
    return first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean isFinished() {
    return first.isDone();
  }

  /** The next log line, awaited. */
  String nextLine() throws InterruptedException {
    LogLine line = live.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing was logged");
    }
    return line.text();
  }

  List<String> texts() {
    return lines.stream().map(LogLine::text).toList();
  }
}
