package dev.heddle.bench.engine;

import java.util.Arrays;

/** How long each of many calls took, in seconds. */
final class Latencies {

  private final double[] sorted;

  private Latencies(double[] sorted) {
    this.sorted = sorted;
  }

  /** A call that is timed. */
  @FunctionalInterface
  interface Call {
    void run(int number) throws Exception;
  }

  /** Makes calls one after the other. */
  static Latencies of(int calls, Call call) throws Exception {
    double[] seconds = new double[calls];
    for (int i = 0; i < calls; i++) {
      seconds[i] = seconds(call, i);
    }
    return of(seconds);
  }

  static Latencies of(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  static double seconds(Call call, int number) throws Exception {
    long from = System.nanoTime();
    call.run(number);
    return (System.nanoTime() - from) / 1e9;
  }

  double median() {
    return sorted[sorted.length / 2];
  }

  double p99() {
    return sorted[(int) (sorted.length * 0.99)];
  }
}
