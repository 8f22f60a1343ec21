package dev.heddle.engine.loop;

import dev.heddle.model.execution.ExecutionId;
import java.time.InstantSource;

/**
 * Gives new ids within the partitions of one lane; never the same twice, never back in time. Each
 * incarnation of a node counts from another number, so that a successor whose clock is behind does
 * not repeat what its predecessor gave.
 */
final class Ids {

  /** Odd, so that successive incarnations start far apart and all numbers are used. */
  private static final long STRIDE = 7_919;

  private final InstantSource clock;
  private long lastMillis;
  private int counter;
  private int givenInMillisecond;

  Ids(InstantSource clock, long incarnation) {
    this.clock = clock;
    this.counter = (int) Math.floorMod(incarnation * STRIDE, (long) ExecutionId.PER_MILLISECOND);
  }

  /** Safe for any thread: ids are also fixed before the lane hears of what they are for. */
  synchronized ExecutionId next(int partition) {
    long millis = Math.max(clock.millis(), lastMillis);
    if (millis > lastMillis) {
      givenInMillisecond = 0;
    } else if (++givenInMillisecond == ExecutionId.PER_MILLISECOND) {
      millis++;
      givenInMillisecond = 0;
    }
    lastMillis = millis;
    counter = (counter + 1) % ExecutionId.PER_MILLISECOND;
    return ExecutionId.of(millis, partition, counter);
  }
}
