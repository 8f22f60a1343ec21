package dev.heddle.worker.script;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.Report;
import dev.heddle.model.execution.Failure;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.container.ContainerProgram;
import dev.heddle.worker.container.DockerRunner;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One attempt at a script in a container, which is what keeps it from running twice. */
final class ScriptContainerWork implements Work {

  private static final System.Logger LOG = System.getLogger(ScriptContainerWork.class.getName());

  private final Supplier<DockerRunner> engine;
  private final Assignment assignment;
  private final ContainerProgram program;
  private final LogTail log;
  private @Nullable Work container;
  private @Nullable Ending ending;

  ScriptContainerWork(
      Supplier<DockerRunner> engine, Assignment assignment, ContainerProgram program, LogTail log) {
    this.engine = engine;
    this.assignment = assignment;
    this.program = program;
    this.log = log;
  }

  @Override
  public Report run() {
    Work work;
    try {
      work = engine.get().work(assignment, program, log);
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, () -> "attempt " + assignment.attempt(), failure);
      return new Report.Failed(
          Failure.of("artifact_error", "its files could not be prepared: " + failure.getMessage()),
          null);
    }
    synchronized (this) {
      container = work;
      if (ending != null) {
        work.end(ending);
      }
    }
    return work.run();
  }

  @Override
  public void end(Ending why) {
    Work running;
    synchronized (this) {
      ending = why;
      running = container;
    }
    if (running != null) {
      running.end(why);
    }
  }

  @Override
  public void recorded() {
    Work ran;
    synchronized (this) {
      ran = container;
    }
    if (ran != null) {
      ran.recorded();
    }
  }
}
