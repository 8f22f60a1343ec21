package dev.heddle.cli.wiring;

import dev.heddle.dispatch.Fleet;
import dev.heddle.dispatch.FleetSettings;
import dev.heddle.dispatch.WorkerDirectory;
import dev.heddle.dispatch.content.PackContents;
import dev.heddle.engine.port.TaskRunner;
import dev.heddle.postgres.notification.PostgresArtifactNews;
import dev.heddle.postgres.worker.PostgresWorkerDirectory;
import dev.heddle.server.Workforce;
import dev.heddle.worker.Occupancy;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import dev.heddle.worker.container.ContainerSettings;
import dev.heddle.worker.script.ScriptSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What carries out attempts: the worker of this process, made when first needed, and others. */
final class RunnerWiring implements AutoCloseable {

  private final Foundation foundation;
  private final Artifacts artifacts;
  private final WorkerDirectory directory;
  private final @Nullable ServerWorkers ofServer;
  private volatile @Nullable Worker worker;
  private volatile @Nullable URI address;

  /**
   * @param fleet of a server; null in a process that is none
   */
  RunnerWiring(Foundation foundation, @Nullable FleetSettings fleet) {
    this.foundation = foundation;
    this.artifacts =
        Artifacts.open(foundation.environment(), foundation.key(), foundation.clock())
            .telling(new PostgresArtifactNews(foundation.database()));
    this.directory = new PostgresWorkerDirectory(foundation.database());
    this.ofServer =
        fleet == null
            ? null
            : ServerWorkers.of(
                fleet, directory, foundation.key(), newWorker(fleet), foundation.clock());
  }

  private Worker newWorker(@Nullable FleetSettings fleet) {
    Map<String, String> environment = foundation.environment();
    ScriptSettings scripts =
        ScriptSettings.of(artifacts.store(), Home.of(environment).resolve("scripts"))
            .withImage(environment);
    ContainerSettings containers =
        ContainerSettings.of(
            environment, foundation.key().fingerprint("installation").substring(0, 8));
    WorkerSettings settings =
        WorkerSettings.standard().withScripts(scripts).withContainers(containers);
    Worker ours =
        new Worker(
            fleet == null || fleet.localSlots() == 0
                ? settings
                : settings.withMaxActiveTasks(fleet.localSlots()),
            environment,
            foundation.clock());
    worker = ours;
    return ours;
  }

  /** What an engine hands attempts to; called once. */
  TaskRunner runner() {
    return ofServer == null ? newWorker(null) : ofServer.workforce().fleet();
  }

  /** The worker of this process; empty if none was needed so far. */
  Optional<Worker> worker() {
    return Optional.ofNullable(worker);
  }

  Artifacts artifacts() {
    return artifacts;
  }

  WorkerDirectory directory() {
    return directory;
  }

  /** The workers of this server, or only those of others. */
  Workforce workforce() {
    return ofServer == null
        ? new Workforce(RunnerWiring::noFleet, directory, new PackContents(System::nanoTime))
        : ofServer.workforce();
  }

  private static Fleet noFleet() {
    throw new IllegalStateException("only a server has workers elsewhere");
  }

  /** Programs and workers can be told from now on where this server is. */
  void announce(URI here) {
    address = here;
    if (ofServer != null) {
      ofServer.announce(here);
    }
  }

  /** Programs talk to the server that runs them; those of other commands to one they are told. */
  Optional<String> apiUrl() {
    return Optional.ofNullable(address)
        .map(URI::toString)
        .or(() -> Optional.ofNullable(foundation.environment().get("HEDDLE_API_URL")));
  }

  Occupancy programs() {
    return worker().map(Worker::programs).orElse(Occupancy.NONE);
  }

  Occupancy requests() {
    return worker().map(Worker::requests).orElse(Occupancy.NONE);
  }

  void drain(Duration grace) {
    worker().ifPresent(ours -> ours.drain(grace));
  }

  @Override
  public void close() {
    if (ofServer != null) {
      ofServer.close();
    }
    worker().ifPresent(Worker::close);
  }
}
