package dev.heddle.platform.timing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of times at which a timer was due while no server ran. */
public enum CatchUp {
  /** They are left out. */
  NONE,
  /** The last of them counts for all. */
  LATEST,
  /** Each counts, up to {@link #MOST} of the last ones. */
  ALL;

  public static final int MOST = 1_000;

  /** After so many missed times the rest is passed over. */
  private static final int MOST_SEEN = 100_000;

  /** So much later a timer still counts as on time. */
  static final Duration ON_TIME = Duration.ofSeconds(60);

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What a timer does at a moment.
   *
   * @param due the times to act upon, in order
   * @param next when it is due then; empty if never again
   */
  public record Due(List<Instant> due, Optional<Instant> next) {
    public Due {
      due = List.copyOf(due);
    }
  }

  /** What a timer that was due at {@code since} does now. */
  public Due at(Timing timing, Instant anchor, Instant since, Instant now) {
    if (timing instanceof Timing.Once) {
      return new Due(List.of(since), Optional.empty());
    }
    List<Instant> due = new ArrayList<>();
    int seen = 0;
    Iterator<Instant> times = timing.times(anchor, since);
    Optional<Instant> next = Optional.of(since);
    while (next.isPresent() && !next.get().isAfter(now)) {
      due.add(next.get());
      if (due.size() > MOST) {
        due.removeFirst();
      }
      if (++seen == MOST_SEEN) {
        times = timing.times(anchor, now);
      }
      next = times.hasNext() ? Optional.of(times.next()) : Optional.empty();
    }
    return new Due(chosen(due, now), next);
  }

  private List<Instant> chosen(List<Instant> due, Instant now) {
    return switch (this) {
      case ALL -> due;
      case LATEST -> due.subList(Math.max(0, due.size() - 1), due.size());
      case NONE -> due.stream().filter(at -> at.isAfter(now.minus(ON_TIME))).toList();
    };
  }
}
