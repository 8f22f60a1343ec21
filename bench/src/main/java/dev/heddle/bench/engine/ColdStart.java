package dev.heddle.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * W4: {@code heddle run} of a workflow of one step on an existing home, from the start of the
 * process to its end; with the database running, and with the database to be started too.
 */
final class ColdStart implements Workload {

  private static final Metric SECONDS =
      Metric.of("W4", "heddle run of one step, the whole process", Metric.Unit.SECONDS)
          .aim(Aim.atMost(1.5, 1.0));
  private static final Metric WITH_DATABASE =
      Metric.of("W4", "the same, starts the database too", Metric.Unit.SECONDS);

  private final Site site;
  private final Path stopped;
  private final Path workflow;

  ColdStart(Site site) {
    this.site = site;
    this.stopped = site.directory().resolve("cold");
    this.workflow = site.home().resolve("bench-pack/workflows/single.yaml");
  }

  @Override
  public void warmUp() throws Exception {
    Files.createDirectories(stopped);
    run(stopped);
    run(site.home());
  }

  @Override
  public void measure(Results results) throws Exception {
    results.add(SECONDS, Latencies.seconds(_ -> run(site.home()), 0));
    results.add(WITH_DATABASE, Latencies.seconds(_ -> run(stopped), 0));
  }

  private void run(Path home) throws IOException, InterruptedException {
    try (Heddle command = Heddle.start(home, "run", workflow.toString())) {
      command.awaitEnd();
    }
  }
}
