package dev.heddle.bench.engine;

/** W9: callers that start executions, each waiting for its answer, in the process and by HTTP. */
final class Starts implements Workload {

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
    Calls direct = load(() -> _ -> site.installation().start(definition));
    results.add(RATE, direct.perSecond());
    results.add(SLOW, direct.latencies().p99());
    Calls http = load(() -> new HttpCaller(request));
    results.add(HTTP_RATE, http.perSecond(), direct.perSecond());
    results.add(HTTP_SLOW, http.latencies().p99(), direct.latencies().p99());
  }

  /** Makes the calls, and waits until all that was started has ended. */
  private Calls load(Calls.Callers callers) throws Exception {
    try (var ends = new Installation.Ends(site.installation().engine(), CALLS)) {
      Calls made = Calls.make(CALLS, callers);
      ends.await();
      return made;
    }
  }
}
