package dev.heddle.worker;

import dev.heddle.engine.port.Report;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import java.util.function.Supplier;

/** Work that is over as soon as it has begun. */
record InstantWork(Supplier<Report> result) implements Work {

  @Override
  public Report run() {
    return result.get();
  }

  @Override
  public void end(Ending ending) {
    // it ends by itself
  }
}
