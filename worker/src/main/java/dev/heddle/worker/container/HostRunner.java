package dev.heddle.worker.container;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.process.ProcessRunner;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Runs the commands of steps on this host, for those who have no container engine; says in the log
 * of each step what of it cannot be honoured.
 */
public final class HostRunner implements ContainerRunner {

  private final ProcessRunner processes;
  private final InstantSource clock;

  public HostRunner(ProcessRunner processes, InstantSource clock) {
    this.processes = processes;
    this.clock = clock;
  }

  @Override
  public Work work(Assignment assignment, Consumer<LogLine> log) {
    return new HostWork(processes, clock, assignment, log);
  }

  /** Nothing: a process has gone when its attempt has. */
  @Override
  public void sweep(Predicate<AttemptId> isOpen) {}

  @Override
  public void close() {}
}
