package dev.heddle.model;

import dev.heddle.expressions.Template;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and when a failed attempt is repeated (S1-092 … S1-097).
 *
 * @param count how many attempts may follow the first
 * @param jitter 0 to 1; the delay is multiplied by a factor within 1±jitter (S1-094)
 * @param onError evaluated on the failed attempt; false ends the retries (S1-095)
 */
public record Retry(
    int count,
    Duration delay,
    Backoff backoff,
    Optional<Duration> maxDelay,
    double jitter,
    Optional<Template> onError) {

  public static final Retry NONE =
      new Retry(0, Duration.ZERO, Backoff.CONSTANT, Optional.empty(), 0, Optional.empty());

  public Retry {
    if (count < 0 || delay.isNegative() || jitter < 0 || jitter > 1) {
      throw new IllegalArgumentException("a retry has no negative count, delay or jitter");
    }
  }

  /**
   * The pause before retry number {@code retry} (from 1), jitter not applied. Never overflows: a
   * delay beyond a year is a year.
   */
  public Duration delayBefore(int retry) {
    double seconds =
        switch (backoff) {
          case CONSTANT -> seconds(delay);
          case LINEAR -> seconds(delay) * retry;
          case EXPONENTIAL -> seconds(delay) * Math.pow(2, retry - 1);
        };
    double capped = Math.min(seconds, maxDelay.map(Retry::seconds).orElse(Double.MAX_VALUE));
    return Duration.ofMillis(Math.round(Math.min(capped, 366d * 24 * 3600) * 1000));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000d;
  }
}
