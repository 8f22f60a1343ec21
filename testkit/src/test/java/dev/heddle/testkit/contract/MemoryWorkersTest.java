package dev.heddle.testkit.contract;

import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.testkit.MemoryWorkers;
import java.time.Duration;
import java.time.Instant;

class MemoryWorkersTest extends WorkerDirectoryContract {

  private Duration passed = Duration.ZERO;

  @Override
  protected WorkerDirectory open() {
    return new MemoryWorkers(() -> Instant.now().plus(passed));
  }

  @Override
  protected void passMinute() {
    passed = passed.plusMinutes(1);
  }
}
