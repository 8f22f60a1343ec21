package dev.heddle.bench.engine;

/** W2: one workflow whose first step starts 1,000 others, which are joined. */
final class FanOut implements Workload {

  static final int WIDTH = 1_000;
  private static final int TIMES = 5;
  private static final Metric SECONDS =
      Metric.of("W2", "fan-out of 1,000 and join", Metric.Unit.SECONDS).aim(Aim.atMost(0.15, 0.08));
  private static final Metric ELSEWHERE =
      Metric.of("W2", "the same, steps in a worker process", Metric.Unit.SECONDS)
          .aim(Aim.atMost(0.4, 0.2));

  private final Site site;
  private final long definition;
  private final long elsewhere;

  FanOut(Site site) {
    this.site = site;
    this.definition = site.installation().definition("fan");
    this.elsewhere = site.installation().definition("fan_elsewhere");
  }

  @Override
  public void warmUp() throws Exception {
    site.worker().ready(site);
    for (int i = 0; i < 5; i++) {
      seconds();
      seconds(elsewhere);
      site.floor().program().fan(WIDTH);
    }
  }

  @Override
  public void measure(Results results) throws Exception {
    double least = Latencies.of(TIMES, _ -> site.floor().program().fan(WIDTH)).median();
    results.add(SECONDS, seconds(), least);
    results.add(ELSEWHERE, seconds(elsewhere), least);
  }

  double seconds() throws Exception {
    return seconds(definition);
  }

  private double seconds(long workflow) throws Exception {
    return Latencies.of(TIMES, _ -> site.installation().run(workflow, 1)).median();
  }
}
