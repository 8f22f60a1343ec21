package dev.heddle.bench.engine;

import dev.heddle.bench.ProgramRate;
import dev.heddle.worker.WorkerSettings;

/** W8: tasks that run {@code /bin/true}, beside starting that program as often and no more. */
final class Programs implements Workload {

  static final int COUNT = 1_000;
  private static final Metric RATE =
      Metric.of("W8", "tasks that run /bin/true, to bare starts", Metric.Unit.PER_SECOND);

  private final Site site;
  private final long definition;

  Programs(Site site) {
    this.site = site;
    this.definition = site.installation().definition("programs");
  }

  @Override
  public void warmUp() throws Exception {
    site.installation().run(definition, 1);
  }

  @Override
  public void measure(Results results) throws Exception {
    int atOnce = WorkerSettings.standard().maxActiveTasks();
    double bare = ProgramRate.bare(COUNT, atOnce);
    results.add(RATE, COUNT / site.installation().run(definition, 1), bare);
  }
}
