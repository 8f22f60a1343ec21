package dev.heddle.bench.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One number of a workload.
 *
 * @param aim null if none is set
 */
record Metric(String workload, String label, Unit unit, @Nullable Aim aim) {

  static Metric of(String workload, String label, Unit unit) {
    return new Metric(workload, label, unit, null);
  }

  Metric aim(Aim wanted) {
    return new Metric(workload, label, unit, wanted);
  }

  /** How numbers are shown; they are kept in seconds, bytes and pieces. */
  enum Unit {
    SECONDS("s", 1, 3),
    MILLISECONDS("ms", 1e-3, 3),
    MEGABYTES("MB", 1e6, 0),
    BYTES("bytes", 1, 0),
    PER_SECOND("/s", 1, 0),
    PIECES("", 1, 4);

    private final String symbol;
    private final double size;
    private final int decimals;

    Unit(String symbol, double size, int decimals) {
      this.symbol = symbol;
      this.size = size;
      this.decimals = decimals;
    }

    String symbol() {
      return symbol;
    }

    String show(double number) {
      return String.format(Locale.ROOT, "%,." + decimals + "f", number / size);
    }
  }
}
