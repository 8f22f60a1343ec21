package dev.heddle.bench.engine;

import dev.heddle.engine.loop.EngineOptions;
import java.nio.file.Path;
import java.util.List;

/** W4: a new process on an existing home, until its first step is durable. */
public final class ColdStart implements Workload {

  private static final Metric SECONDS =
      Metric.of("W4", "start to first step, plain JVM", Metric.Unit.SECONDS)
          .aim(Aim.atMost(1.5, 1.0));

  private final Site site;

  ColdStart(Site site) {
    this.site = site;
  }

  @Override
  public void measure(Results results) throws Exception {
    Child.Told told =
        Child.run(ColdStart.class, List.of("-XX:TieredStopAtLevel=1"), site.home().toString());
    results.add(SECONDS, told.ready());
  }

  public static void main(String[] arguments) throws InterruptedException {
    try (Installation installation =
        Installation.open(Path.of(arguments[0]), EngineOptions.run("cold"))) {
      installation.run(installation.definition("single"), 1);
      Child.ready();
    }
  }
}
