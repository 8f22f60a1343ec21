package dev.heddle.engine.port;

import java.time.Instant;
import java.util.Locale;

/** A line an attempt printed, secrets already redacted. */
public record LogLine(Instant at, Stream stream, String text) {

  /** Where it was printed. */
  public enum Stream {
    STDOUT,
    STDERR,
    /** Said by Heddle about the attempt or the execution. */
    ENGINE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Stream of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT));
    }
  }
}
