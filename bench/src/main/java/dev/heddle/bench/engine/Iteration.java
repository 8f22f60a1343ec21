package dev.heddle.bench.engine;

/** W5: one task over 10,000 items, all at once; ten times W2 should take ten times as long. */
final class Iteration implements Workload {

  static final int WIDTH = 10_000;
  private static final int TIMES = 3;
  private static final Metric SECONDS =
      Metric.of("W5", "with_items of 10,000, to the least program", Metric.Unit.SECONDS);
  private static final Metric TO_FAN =
      Metric.of("W5", "the same to W2", Metric.Unit.SECONDS).aim(Aim.atMostTimesFloor(11, 10));

  private final Site site;
  private final FanOut fan;
  private final long definition;

  Iteration(Site site) {
    this.site = site;
    this.fan = new FanOut(site);
    this.definition = site.installation().definition("items");
  }

  @Override
  public void warmUp() throws Exception {
    fan.warmUp();
    site.installation().run(definition, 1);
    site.floor().program().fan(WIDTH);
  }

  @Override
  public void measure(Results results) throws Exception {
    double narrow = fan.seconds();
    double wide = Latencies.of(TIMES, _ -> site.installation().run(definition, 1)).median();
    results.add(SECONDS, wide, site.floor().program().fan(WIDTH));
    results.add(TO_FAN, wide, narrow);
  }
}
