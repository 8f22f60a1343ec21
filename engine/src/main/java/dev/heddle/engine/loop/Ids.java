package dev.heddle.engine.loop;

import dev.heddle.model.execution.ExecutionId;
import java.time.InstantSource;

/** Gives new ids within the partitions of one lane; never the same twice, never back in time. */
final class Ids {

  private final InstantSource clock;
  private long lastMillis;
  private int counter;

  Ids(InstantSource clock) {
    this.clock = clock;
  }

  ExecutionId next(int partition) {
    long millis = Math.max(clock.millis(), lastMillis);
    if (millis > lastMillis) {
      counter = 0;
    } else if (++counter == ExecutionId.PER_MILLISECOND) {
      millis++;
      counter = 0;
    }
    lastMillis = millis;
    return ExecutionId.of(millis, partition, counter);
  }
}
