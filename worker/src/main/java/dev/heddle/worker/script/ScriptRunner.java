package dev.heddle.worker.script;

import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.action.Executor;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.container.DockerRunner;
import dev.heddle.worker.process.ProcessRunner;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs scripts by the script worker, a Python program that is part of Heddle: as processes of this
 * host, each attempt in a directory of its own, or in containers.
 */
public final class ScriptRunner {

  private final ScriptSettings settings;
  private final ProcessRunner processes;
  private final ScriptHome home;

  public ScriptRunner(ScriptSettings settings, ProcessRunner processes) {
    this.settings = settings;
    this.processes = processes;
    this.home = new ScriptHome(settings.directory(), settings.recordsKept());
  }

  /** An attempt that is ready to run. */
  public Work work(Assignment assignment, Executor.Script script, Consumer<LogLine> log) {
    return new ScriptWork(this, assignment, script, log);
  }

  /**
   * An attempt that is ready to run in a container of {@code image}.
   *
   * @param engine asked when the attempt begins
   */
  public Work work(
      Assignment assignment,
      Executor.Script script,
      String image,
      Supplier<DockerRunner> engine,
      Consumer<LogLine> log) {
    LogTail tail = new LogTail(log, settings.logTail());
    return new ScriptContainerWork(
        engine, assignment, new ScriptContainer(settings, assignment, script, tail, image), tail);
  }

  ScriptSettings settings() {
    return settings;
  }

  ProcessRunner processes() {
    return processes;
  }

  ScriptHome home() {
    return home;
  }
}
