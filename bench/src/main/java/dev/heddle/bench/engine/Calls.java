package dev.heddle.bench.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many calls, shared by callers that wait for each answer.
 *
 * @param latencies of the single calls
 */
record Calls(double perSecond, Latencies latencies) {

  private static final int CALLERS = 32;

  /** Makes one of the callers. */
  interface Callers {
    Caller next() throws Exception;
  }

  /** Makes calls one after the other. */
  interface Caller extends Latencies.Call, AutoCloseable {
    @Override
    default void close() throws IOException {}
  }

  /** Returns when all have been answered. */
  static Calls make(int calls, Callers callers) throws Exception {
    double[] seconds = new double[calls];
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long from = System.nanoTime();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        all.add(
            threads.submit(() -> {
              try (Caller caller = callers.next()) {
                for (int n = next.getAndIncrement(); n < calls; n = next.getAndIncrement()) {
                  seconds[n] = Latencies.seconds(caller, n);
                }
              }
              return null;
            }));
      }
      for (Future<?> caller : all) {
        caller.get();
      }
      double perSecond = calls / ((System.nanoTime() - from) / 1e9);
      return new Calls(perSecond, Latencies.of(seconds));
    }
  }
}
