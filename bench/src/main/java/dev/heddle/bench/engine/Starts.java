package dev.heddle.bench.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
  private static final Metric RATE = Metric.of("W9", "starts, 32 callers", Metric.Unit.PER_SECOND);
  private static final Metric SLOW = Metric.of("W9", "start, p99", Metric.Unit.MILLISECONDS);
  private static final Metric HTTP_RATE =
      Metric.of("W9", "starts by HTTP, 32 callers, to those", Metric.Unit.PER_SECOND);
  private static final Metric HTTP_SLOW =
      Metric.of("W9", "start by HTTP, p99", Metric.Unit.MILLISECONDS);

  private final Site site;
  private final long definition;
  private final HttpRequest request;

  Starts(Site site) {
    this.site = site;
    this.definition = site.installation().definition("single");
    this.request =
        HttpRequest.newBuilder(URI.create(site.api() + "/api/v1/workflows/bench.single/execute"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
  }

  @Override
  public void warmUp() throws Exception {
    measure(new Results());
  }

  @Override
  public void measure(Results results) throws Exception {
    Load direct = load(_ -> site.installation().start(definition));
    results.add(RATE, direct.perSecond());
    results.add(SLOW, direct.latencies().p99());
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Load http = load(_ -> post(client));
      results.add(HTTP_RATE, http.perSecond(), direct.perSecond());
      results.add(HTTP_SLOW, http.latencies().p99(), direct.latencies().p99());
    }
  }

  private record Load(double perSecond, Latencies latencies) {}

  /** Makes the calls, and waits until all that was started has ended. */
  private Load load(Latencies.Call call) throws Exception {
    double[] seconds = new double[CALLS];
    AtomicInteger next = new AtomicInteger();
    try (var ends = new Installation.Ends(site.installation().engine(), CALLS);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long from = System.nanoTime();
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(
            threads.submit(() -> {
              for (int n = next.getAndIncrement(); n < CALLS; n = next.getAndIncrement()) {
                seconds[n] = Latencies.seconds(call, n);
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

  private void post(HttpClient client) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
  }
}
