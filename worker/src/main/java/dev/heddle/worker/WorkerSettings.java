package dev.heddle.worker;

import dev.heddle.worker.container.ContainerSettings;
import dev.heddle.worker.http.HttpSettings;
import dev.heddle.worker.process.ProcessSettings;
import dev.heddle.worker.script.ScriptSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How much a worker does at once and how.
 *
 * @param maxActiveTasks programs that run at once; further attempts wait in order of arrival
 * @param maxActiveRequests HTTP requests under way at once
 * @param scripts how scripts are run; empty: they fail as unsupported
 * @param containers how steps are run
 * @param stopWithin how long {@link Worker#close()} waits for what it ends
 */
public record WorkerSettings(
    int maxActiveTasks,
    int maxActiveRequests,
    Duration stopWithin,
    ProcessSettings processes,
    HttpSettings http,
    Optional<ScriptSettings> scripts,
    ContainerSettings containers) {

  private static final int TASKS_PER_PROCESSOR = 4;

  public WorkerSettings {
    if (maxActiveTasks < 1 || maxActiveRequests < 1) {
      throw new IllegalArgumentException("a worker that may do nothing is no worker");
    }
  }

  /** For this host. */
  public static WorkerSettings standard() {
    return new WorkerSettings(
        TASKS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
        256,
        Duration.ofSeconds(5),
        ProcessSettings.DEFAULT,
        HttpSettings.DEFAULT,
        Optional.empty(),
        ContainerSettings.of(Map.of(), "local"));
  }

  public WorkerSettings withMaxActiveTasks(int max) {
    return new WorkerSettings(
        max, maxActiveRequests, stopWithin, processes, http, scripts, containers);
  }

  public WorkerSettings withProcesses(ProcessSettings other) {
    return new WorkerSettings(
        maxActiveTasks, maxActiveRequests, stopWithin, other, http, scripts, containers);
  }

  public WorkerSettings withHttp(HttpSettings other) {
    return new WorkerSettings(
        maxActiveTasks, maxActiveRequests, stopWithin, processes, other, scripts, containers);
  }

  /** Able to run scripts as well. */
  public WorkerSettings withScripts(ScriptSettings other) {
    return new WorkerSettings(
        maxActiveTasks,
        maxActiveRequests,
        stopWithin,
        processes,
        http,
        Optional.of(other),
        containers);
  }

  public WorkerSettings withContainers(ContainerSettings other) {
    return new WorkerSettings(
        maxActiveTasks, maxActiveRequests, stopWithin, processes, http, scripts, other);
  }
}
