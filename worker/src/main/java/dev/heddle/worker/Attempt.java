package dev.heddle.worker;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.engine.port.TaskListener;
import dev.heddle.model.execution.Failure;
import dev.heddle.values.Value;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt from its arrival to its report; tells its listener exactly once how it ended. If the
 * worker itself stops it, it tells nobody: the attempt is to be handed out again.
 */
final class Attempt implements Runnable {

  private static final System.Logger LOG = System.getLogger(Attempt.class.getName());

  /** Nanoseconds in a long end after 292 years. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final Assignment assignment;
  private final Work work;
  private final TaskListener listener;
  private final InstantSource clock;
  private final ScheduledExecutorService timers;
  private final Runnable afterwards;

  private @Nullable Ending ending;
  private boolean done;

  /**
   * @param afterwards runs when the listener knows the end
   */
  Attempt(
      Assignment assignment,
      Work work,
      TaskListener listener,
      InstantSource clock,
      ScheduledExecutorService timers,
      Runnable afterwards) {
    this.assignment = assignment;
    this.work = work;
    this.listener = listener;
    this.clock = clock;
    this.timers = timers;
    this.afterwards = afterwards;
  }

  @Override
  public void run() {
    if (isEnding()) {
      drop();
      return;
    }
    Instant startedAt = clock.instant();
    try {
      listener.started(assignment.attempt(), startedAt);
      Optional<Future<?>> timer = timer();
      Report report = carryOut();
      timer.ifPresent(set -> set.cancel(false));
      outcome(report).ifPresent(outcome -> report(startedAt, outcome));
    } finally {
      afterwards.run();
    }
  }

  /** Reports an attempt whose end was asked for before it began. */
  void drop() {
    try {
      Instant now = clock.instant();
      outcome(new Report.Cancelled(null)).ifPresent(outcome -> report(now, outcome));
    } finally {
      afterwards.run();
    }
  }

  /** Ends the attempt unless it is over already; the first reason is the one reported. */
  void end(Ending why) {
    synchronized (this) {
      if (done) {
        return;
      }
      if (ending == null) {
        ending = why;
      }
    }
    work.end(why);
  }

  private synchronized boolean isEnding() {
    return ending != null;
  }

  private Optional<Future<?>> timer() {
    return assignment
        .timeout()
        .map(limit -> limit.compareTo(LONGEST) < 0 ? limit : LONGEST)
        .map(limit ->
            timers.schedule(() -> end(Ending.TIMED_OUT), limit.toNanos(), TimeUnit.NANOSECONDS));
  }

  private Report carryOut() {
    try {
      return work.run();
    } catch (RuntimeException mistake) {
      LOG.log(System.Logger.Level.ERROR, () -> "attempt " + assignment.attempt(), mistake);
      return new Report.Failed(
          Failure.of(
              "worker_error",
              "the worker could not carry out the attempt ("
                  + mistake.getClass().getSimpleName()
                  + "); its own log says more"),
          null);
    }
  }

  private synchronized Optional<Report> outcome(Report natural) {
    done = true;
    if (ending == null) {
      return Optional.of(natural);
    }
    Value result = result(natural);
    return switch (ending) {
      case TIMED_OUT ->
          Optional.of(
              new Report.TimedOut(
                  Failure.of(
                      "timeout",
                      "ended after its time limit of "
                          + seconds(assignment.timeout().orElseThrow())),
                  result));
      case CANCELLED -> Optional.of(new Report.Cancelled(result));
      case SHUTDOWN -> Optional.empty();
    };
  }

  private static @Nullable Value result(Report report) {
    return switch (report) {
      case Report.Succeeded succeeded -> succeeded.result();
      case Report.Failed failed -> failed.result();
      case Report.TimedOut timedOut -> timedOut.result();
      case Report.Cancelled cancelled -> cancelled.result();
      case Report.Abandoned _ -> null;
    };
  }

  private void report(Instant startedAt, Report report) {
    listener.finished(assignment.attempt(), startedAt, clock.instant(), report, work::recorded);
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
