package dev.heddle.engine.loop;

import dev.heddle.engine.port.ExecutionStore;
import dev.heddle.engine.port.ExecutionStore.Due;
import dev.heddle.model.execution.ExecutionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Knows when a lane has to look at which execution: reads the next minute now and then. */
final class Alarm {

  private static final Logger LOG = System.getLogger(Alarm.class.getName());
  private static final Duration HORIZON = Duration.ofSeconds(60);
  private static final Duration LOOK_AHEAD = Duration.ofSeconds(20);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
  private static final int MOST = 100_000;

  private final ExecutionStore store;
  private final InstantSource clock;
  private final Timers timers;
  private Instant nextLook = Instant.EPOCH;

  Alarm(ExecutionStore store, InstantSource clock, Timers timers) {
    this.store = store;
    this.clock = clock;
    this.timers = timers;
  }

  /** There are partitions of which nothing has been read. */
  void lookAtOnce() {
    nextLook = Instant.EPOCH;
  }

  /** How long nothing becomes due. */
  long millisToNext(Set<Integer> partitions) {
    Instant now = clock.instant();
    Instant next = timers.next();
    Instant until = next == null || next.isAfter(nextLook) ? nextLook : next;
    if (partitions.isEmpty()) {
      return LOOK_AHEAD.toMillis();
    }
    return Math.clamp(Duration.between(now, until).toMillis() + 1, 0, LOOK_AHEAD.toMillis());
  }

  /** What has become due. */
  List<ExecutionId> ring(Set<Integer> partitions) {
    Instant now = clock.instant();
    boolean setBack = nextLook.isAfter(now.plus(LOOK_AHEAD));
    if ((setBack || !now.isBefore(nextLook)) && !partitions.isEmpty()) {
      nextLook = now.plus(LOOK_AHEAD);
      lookAhead(partitions, now);
    }
    return timers.expire(now);
  }

  private void lookAhead(Set<Integer> partitions, Instant now) {
    try {
      for (Due due : store.due(partitions, now.plus(HORIZON), MOST)) {
        timers.set(due.execution(), due.at());
      }
    } catch (RuntimeException failed) {
      LOG.log(Level.WARNING, "Timers could not be read; trying again", failed);
      nextLook = now.plus(RETRY_PAUSE);
    }
  }
}
