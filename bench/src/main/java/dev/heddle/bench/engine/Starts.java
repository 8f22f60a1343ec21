package dev.heddle.bench.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** W9: callers that start executions, each waiting for its answer, in the process and by HTTP. */
final class Starts implements Workload {

  private static final int CALLERS = 32;
  private static final int CALLS = 3_000;
  private static final int WARM_UPS = 4;
  private static final Metric RATE = Metric.of("W9", "starts, 32 callers", Metric.Unit.PER_SECOND);
  private static final Metric SLOW = Metric.of("W9", "start, p99", Metric.Unit.MILLISECONDS);
  private static final Metric HTTP_RATE =
      Metric.of("W9", "starts by HTTP, 32 callers, to those", Metric.Unit.PER_SECOND)
          .aim(Aim.atLeast(3_000, 5_000));
  private static final Metric HTTP_SLOW =
      Metric.of("W9", "start by HTTP, p99", Metric.Unit.MILLISECONDS);

  private final Site site;
  private final long definition;
  private final HttpCaller.Request request;

  Starts(Site site) {
    this.site = site;
    this.definition = site.installation().definition("single");
    this.request = HttpCaller.post(site.api(), "/api/v1/workflows/bench.single/execute", "{}");
  }

  @Override
  public void warmUp() throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      measure(new Results());
    }
  }

  @Override
  public void measure(Results results) throws Exception {
    Load direct = load(() -> _ -> site.installation().start(definition));
    results.add(RATE, direct.perSecond());
    results.add(SLOW, direct.latencies().p99());
    Load http = load(() -> new HttpCaller(request));
    results.add(HTTP_RATE, http.perSecond(), direct.perSecond());
    results.add(HTTP_SLOW, http.latencies().p99(), direct.latencies().p99());
  }

  /** Makes one of the callers. */
  private interface Callers {
    Caller next() throws Exception;
  }

  /** Makes calls one after the other. */
  interface Caller extends Latencies.Call, AutoCloseable {
    @Override
    default void close() throws IOException {}
  }

  private record Load(double perSecond, Latencies latencies) {}

  /** Makes the calls, and waits until all that was started has ended. */
  private Load load(Callers waiting) throws Exception {
    double[] seconds = new double[CALLS];
    AtomicInteger next = new AtomicInteger();
    try (var ends = new Installation.Ends(site.installation().engine(), CALLS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long from = System.nanoTime();
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            threads.submit(() -> {
              try (Caller caller = waiting.next()) {
                for (int n = next.getAndIncrement(); n < CALLS; n = next.getAndIncrement()) {
                  seconds[n] = Latencies.seconds(caller, n);
                }
              }
              return null;
            }));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      double perSecond = CALLS / ((System.nanoTime() - from) / 1e9);
      ends.await();
      return new Load(perSecond, Latencies.of(seconds));
    }
  }
}
