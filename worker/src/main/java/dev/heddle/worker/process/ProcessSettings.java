package dev.heddle.worker.process;

import java.time.Duration;

/**
 * How programs are run.
 *
 * @param maxCaptured characters of each output stream kept for the result; what follows is dropped
 * @param maxLine characters in a log line; longer ones are split
 * @param maxLogged characters of log lines in an attempt; a line counts as {@code LINE_COST} at
 *     least
 * @param terminateAfter from the interrupt to the terminate signal
 * @param killAfter from the terminate to the kill signal (S1-098)
 * @param drain how long output is awaited from a process that outlived the program
 */
public record ProcessSettings(
    int maxCaptured,
    int maxLine,
    int maxLogged,
    Duration terminateAfter,
    Duration killAfter,
    Duration drain) {

  /** What a log line costs to keep, however short. */
  static final int LINE_COST = 64;

  public static final ProcessSettings DEFAULT =
      new ProcessSettings(
          1 << 20,
          16 << 10,
          10 << 20,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));

  public ProcessSettings {
    if (maxCaptured < 1 || maxLine < 1 || maxLogged < 1) {
      throw new IllegalArgumentException("limits on output are positive numbers of characters");
    }
    if (terminateAfter.isNegative() || killAfter.isNegative() || drain.isNegative()) {
      throw new IllegalArgumentException("a time to wait is not negative");
    }
  }

  public ProcessSettings withGrace(Duration terminateAfter, Duration killAfter) {
    return new ProcessSettings(maxCaptured, maxLine, maxLogged, terminateAfter, killAfter, drain);
  }

  public ProcessSettings withLimits(int maxCaptured, int maxLine, int maxLogged) {
    return new ProcessSettings(maxCaptured, maxLine, maxLogged, terminateAfter, killAfter, drain);
  }
}
