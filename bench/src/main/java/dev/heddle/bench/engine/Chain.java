package dev.heddle.bench.engine;

/** W1: one workflow of 100 steps, each after the other. */
final class Chain implements Workload {

  static final int STEPS = 100;
  private static final int TIMES = 5;
  private static final Metric COMMIT =
      Metric.of("W1", "floor: commit of one row", Metric.Unit.MILLISECONDS);
  private static final Metric STEP =
      Metric.of("W1", "chain of 100, per step, to that commit", Metric.Unit.MILLISECONDS)
          .aim(Aim.atMostTimesFloor(2, 1.5));
  private static final Metric TO_PROGRAM =
      Metric.of("W1", "the same to the least program", Metric.Unit.MILLISECONDS);

  private static final Metric RELAXED =
      Metric.of("W1", "the same, durability relaxed", Metric.Unit.MILLISECONDS)
          .aim(Aim.atMost(0.15e-3, 0.06e-3));
  private static final Metric ELSEWHERE =
      Metric.of("W1", "the same, steps in a worker process", Metric.Unit.MILLISECONDS)
          .aim(Aim.atMost(1.6e-3, 1.1e-3));

  private final Site site;
  private final long definition;
  private final long relaxed;
  private final long elsewhere;

  Chain(Site site) {
    this.site = site;
    this.definition = site.installation().definition("chain");
    this.relaxed = site.installation().definition("relaxed");
    this.elsewhere = site.installation().definition("chain_elsewhere");
  }

  @Override
  public void warmUp() throws Exception {
    site.installation().run(definition, 50);
    site.installation().run(relaxed, 50);
    site.worker().ready(site);
    site.installation().run(elsewhere, 50);
    site.floor().commit();
    site.floor().program().chain(STEPS);
  }

  @Override
  public void measure(Results results) throws Exception {
    double commit = site.floor().commit();
    double step = secondsPerStep(definition);
    double least = Latencies.of(TIMES, _ -> site.floor().program().chain(STEPS)).median() / STEPS;
    results.add(COMMIT, commit);
    results.add(STEP, step, commit);
    results.add(TO_PROGRAM, step, least);
    results.add(RELAXED, secondsPerStep(relaxed));
    results.add(ELSEWHERE, secondsPerStep(elsewhere), commit);
  }

  private double secondsPerStep(long workflow) throws Exception {
    return Latencies.of(TIMES, _ -> site.installation().run(workflow, 1)).median() / STEPS;
  }
}
