package dev.heddle.server.metrics;

import dev.heddle.model.execution.ExecutionStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What ended in this process, minute by minute, for the last hour: in memory, so that neither the
 * database nor its tables are asked. Thread safe.
 */
public final class Throughput {

  private static final int MINUTES = 60;
  private static final long MILLIS = 60_000;

  private final InstantSource clock;
  private final Slot[] slots = new Slot[MINUTES + 1];

  public Throughput(InstantSource clock) {
    this.clock = clock;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot();
    }
  }

  /** One minute, written over after an hour. */
  private static final class Slot {
    private long minute;
    private final Map<ExecutionStatus, Long> executions = new EnumMap<>(ExecutionStatus.class);
    private long attempts;

    private long ended(ExecutionStatus status) {
      return executions.getOrDefault(status, 0L);
    }
  }

  /**
   * What ended in one minute.
   *
   * @param minute when it began, in milliseconds since 1970
   */
  public record Minute(
      long minute, long completed, long failed, long timeout, long cancelled, long attempts) {}

  synchronized void ended(ExecutionStatus status) {
    now().executions.merge(status, 1L, Long::sum);
  }

  synchronized void attemptEnded() {
    now().attempts++;
  }

  private Slot now() {
    long minute = clock.millis() / MILLIS;
    Slot slot = slots[(int) (minute % slots.length)];
    if (slot.minute != minute) {
      slot.minute = minute;
      slot.attempts = 0;
      slot.executions.clear();
    }
    return slot;
  }

  /** The last hour, oldest first, the minute that runs at its end. */
  public synchronized List<Minute> minutes() {
    long last = clock.millis() / MILLIS;
    List<Minute> minutes = new ArrayList<>(MINUTES);
    for (long minute = last - MINUTES + 1; minute <= last; minute++) {
      Slot slot = slots[(int) (minute % slots.length)];
      minutes.add(slot.minute == minute ? of(slot) : new Minute(minute * MILLIS, 0, 0, 0, 0, 0));
    }
    return minutes;
  }

  private static Minute of(Slot slot) {
    return new Minute(
        slot.minute * MILLIS,
        slot.ended(ExecutionStatus.COMPLETED),
        slot.ended(ExecutionStatus.FAILED),
        slot.ended(ExecutionStatus.TIMEOUT),
        slot.ended(ExecutionStatus.CANCELLED),
        slot.attempts);
  }
}
