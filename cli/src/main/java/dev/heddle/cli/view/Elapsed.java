package dev.heddle.cli.view;

import java.time.Duration;

/** Durations as people read them: {@code 0.4s}, {@code 12s}, {@code 3m 05s}, {@code 2h 10m}. */
public final class Elapsed {

  private Elapsed() {}

  public static String text(Duration duration) {
    Duration shown = duration.isNegative() ? Duration.ZERO : duration;
    if (shown.toSeconds() < 10) {
      long tenths = (shown.toMillis() + 50) / 100;
      return tenths / 10 + "." + tenths % 10 + "s";
    }
    if (shown.toMinutes() < 1) {
      return shown.toSeconds() + "s";
    }
    if (shown.toHours() < 1) {
      return "%dm %02ds".formatted(shown.toMinutes(), shown.toSecondsPart());
    }
    return "%dh %02dm".formatted(shown.toHours(), shown.toMinutesPart());
  }
}
