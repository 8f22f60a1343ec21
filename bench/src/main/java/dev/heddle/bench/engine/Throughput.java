package dev.heddle.bench.engine;

/** W3: 1,000 workflows of three steps at once, and what they cost. */
final class Throughput implements Workload {

  static final int STEPS = 3;
  private static final int WORKFLOWS = 1_000;
  private static final int TIMES = 5;
  private static final int ALL = WORKFLOWS * STEPS * TIMES;
  private static final Metric RATE =
      Metric.of("W3", "steps, 1,000 workflows of 3", Metric.Unit.PER_SECOND)
          .aim(Aim.atLeast(10_000, 20_000));
  private static final Metric CPU =
      Metric.of("W3", "CPU per 1,000 steps", Metric.Unit.SECONDS).aim(Aim.atMost(0.15, 0.10));
  private static final Metric OWN_CPU = Metric.of("W3", "  of it Heddle", Metric.Unit.SECONDS);
  private static final Metric DATABASE_CPU =
      Metric.of("W3", "  of it PostgreSQL", Metric.Unit.SECONDS);
  private static final Metric TRANSACTIONS =
      Metric.of("W3", "write transactions per step", Metric.Unit.PIECES)
          .aim(Aim.atMost(0.05, 0.02));
  private static final Metric WAL =
      Metric.of("W3", "write-ahead log per step", Metric.Unit.BYTES).aim(Aim.atMost(700, 500));
  private static final Metric ELSEWHERE =
      Metric.of("W3", "steps in a worker process", Metric.Unit.PER_SECOND)
          .aim(Aim.atLeast(3_000, 6_000));
  private static final Metric RESIDENT =
      Metric.of("W3", "resident memory of a server after it", Metric.Unit.MEGABYTES)
          .aim(Aim.atMost(250e6, 180e6));

  private final Site site;
  private final Meter meter;
  private final long definition;
  private final long elsewhere;
  private boolean knowsMemory;

  Throughput(Site site) {
    this.site = site;
    this.meter = new Meter(site.database());
    this.definition = site.installation().definition("short");
    this.elsewhere = site.installation().definition("short_elsewhere");
  }

  @Override
  public void warmUp() throws Exception {
    stepsPerSecond(site.installation(), definition);
    stepsPerSecond(site.installation(), definition);
    seconds(_ -> site.floor().program().many(WORKFLOWS, STEPS));
    site.worker().ready(site);
    stepsPerSecond(site.installation(), elsewhere);
    stepsPerSecond(site.installation(), elsewhere);
  }

  /** Steps per second on any installation, some thousand workflows one after the other. */
  static double stepsPerSecond(Installation installation, long definition) throws Exception {
    return ALL / seconds(_ -> installation.run(definition, WORKFLOWS));
  }

  private static double seconds(Latencies.Call thousandWorkflows) throws Exception {
    double seconds = 0;
    for (int i = 0; i < TIMES; i++) {
      seconds += Latencies.seconds(thousandWorkflows, i);
    }
    return seconds;
  }

  @Override
  public void measure(Results results) throws Exception {
    Meter.Reading start = meter.read();
    double rate = stepsPerSecond(site.installation(), definition);
    Meter.Reading used = meter.read().since(start);
    Meter.Reading before = meter.read();
    double least = ALL / seconds(_ -> site.floor().program().many(WORKFLOWS, STEPS));
    Meter.Reading leastUsed = meter.read().since(before);
    results.add(RATE, rate, least);
    results.add(CPU, used.cpu() * 1_000 / ALL, leastUsed.cpu() * 1_000 / ALL);
    results.add(OWN_CPU, used.ownCpu() * 1_000 / ALL, leastUsed.ownCpu() * 1_000 / ALL);
    results.add(
        DATABASE_CPU, used.databaseCpu() * 1_000 / ALL, leastUsed.databaseCpu() * 1_000 / ALL);
    results.add(TRANSACTIONS, used.transactions() / ALL, leastUsed.transactions() / ALL);
    results.add(WAL, used.wal() / ALL, leastUsed.wal() / ALL);
    results.add(ELSEWHERE, stepsPerSecond(site.installation(), elsewhere), least);
    if (!knowsMemory) {
      knowsMemory = true;
      results.add(RESIDENT, Footprint.measure(site.directory()));
    }
  }
}
