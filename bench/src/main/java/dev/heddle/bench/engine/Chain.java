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
    site.floor().commit(STEPS);
    site.floor().program().chain(STEPS);
  }

  /** In turn, for the disk drifts by more than what is compared. */
  @Override
  public void measure(Results results) throws Exception {
    double[] commits = new double[TIMES];
    double[] steps = new double[TIMES];
    double[] least = new double[TIMES];
    double[] relaxedSteps = new double[TIMES];
    double[] stepsElsewhere = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      commits[i] = site.floor().commit(STEPS);
      steps[i] = secondsPerStep(definition);
      least[i] = site.floor().program().chain(STEPS) / STEPS;
      relaxedSteps[i] = secondsPerStep(relaxed);
      stepsElsewhere[i] = secondsPerStep(elsewhere);
    }
    double commit = Latencies.of(commits).median();
    double step = Latencies.of(steps).median();
    results.add(COMMIT, commit);
    results.add(STEP, step, commit);
    results.add(TO_PROGRAM, step, Latencies.of(least).median());
    results.add(RELAXED, Latencies.of(relaxedSteps).median());
    results.add(ELSEWHERE, Latencies.of(stepsElsewhere).median(), commit);
  }

  private double secondsPerStep(long workflow) throws Exception {
    return site.installation().run(workflow, 1) / STEPS;
  }
}
