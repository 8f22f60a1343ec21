package dev.heddle.model.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * The identity of an execution: milliseconds since 2025 (41 bits), partition (8 bits) and a counter
 * (14 bits), so that ids sort by time and say which partition writes them. Shown as 13 letters and
 * digits.
 */
public record ExecutionId(long number) implements Comparable<ExecutionId> {

  /** How many partitions executions are spread over. */
  public static final int PARTITIONS = 256;

  /** How many ids one partition can give in one millisecond. */
  public static final int PER_MILLISECOND = 1 << 14;

  private static final long EPOCH_MILLIS = 1_735_689_600_000L;
  private static final long LAST_MILLIS = EPOCH_MILLIS + (1L << 41) - 1;
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 13;

  public ExecutionId {
    if (number < 0) {
      throw new IllegalArgumentException("an execution id is not negative");
    }
  }

  /** The id number {@code counter} of a partition at a moment. */
  public static ExecutionId of(long epochMillis, int partition, int counter) {
    return new ExecutionId((epochMillis - EPOCH_MILLIS) << 22 | (long) partition << 14 | counter);
  }

  /** The first id there can be at a moment; ids sort by time. */
  public static ExecutionId firstAt(Instant moment) {
    long millis =
        Math.clamp(moment.getEpochSecond(), EPOCH_MILLIS / 1000, LAST_MILLIS / 1000) * 1000;
    return of(Math.clamp(millis + moment.getNano() / 1_000_000, EPOCH_MILLIS, LAST_MILLIS), 0, 0);
  }

  /** Reads {@link #toString()}; empty if {@code text} is no id. */
  public static Optional<ExecutionId> parse(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    long number = 0;
    for (int i = 0; i < LENGTH; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0 || (i == 0 && digit > 7)) {
        return Optional.empty();
      }
      number = number << 5 | digit;
    }
    return Optional.of(new ExecutionId(number));
  }

  public int partition() {
    return (int) (number >> 14) & (PARTITIONS - 1);
  }

  @Override
  public int compareTo(ExecutionId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    char[] text = new char[LENGTH];
    long rest = number;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (rest & 31));
      rest >>= 5;
    }
    return new String(text);
  }
}
