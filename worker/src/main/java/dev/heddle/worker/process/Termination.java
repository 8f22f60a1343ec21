package dev.heddle.worker.process;

import dev.heddle.worker.attempt.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a group of processes step by step (S1-098): interrupt, terminate, kill. Holds no thread
 * while it waits. When the worker stops there is no time for politeness: terminate, then kill.
 */
final class Termination {

  private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(1);

  private final ProcessSettings settings;
  private final ScheduledExecutorService timers;
  private final List<Future<?>> steps = new ArrayList<>();
  private @Nullable ProcessGroup group;
  private @Nullable Ending ending;
  private boolean over;

  Termination(ProcessSettings settings, ScheduledExecutorService timers) {
    this.settings = settings;
    this.timers = timers;
  }

  /** The program runs; if its end was asked for before that, it ends now. */
  synchronized void started(ProcessGroup started) {
    group = started;
    if (ending != null) {
      begin(started, ending);
    }
  }

  synchronized void ask(Ending why) {
    if (ending == null || (ending != why && why == Ending.SHUTDOWN)) {
      ending = why;
      if (group != null && !over) {
        begin(group, why);
      }
    }
  }

  synchronized boolean isAsked() {
    return ending != null;
  }

  /** The leader has ended; its number may soon be another's. */
  synchronized void over() {
    over = true;
    steps.forEach(step -> step.cancel(false));
    steps.clear();
  }

  private void begin(ProcessGroup running, Ending why) {
    if (why == Ending.SHUTDOWN) {
      running.signal(Signal.TERMINATE);
      later(running, Signal.KILL, SHUTDOWN_GRACE);
      return;
    }
    running.signal(Signal.INTERRUPT);
    later(running, Signal.TERMINATE, settings.terminateAfter());
    later(running, Signal.KILL, settings.terminateAfter().plus(settings.killAfter()));
  }

  private void later(ProcessGroup running, Signal signal, Duration after) {
    steps.add(timers.schedule(() -> step(running, signal), after.toNanos(), TimeUnit.NANOSECONDS));
  }

  private synchronized void step(ProcessGroup running, Signal signal) {
    if (!over) {
      running.signal(signal);
    }
  }
}
