package dev.heddle.cli.wiring;

import dev.heddle.dispatch.wire.WorkerProfile;
import dev.heddle.worker.Worker;
import dev.heddle.worker.WorkerSettings;
import dev.heddle.worker.container.ContainerSettings;
import dev.heddle.worker.remote.RemoteSettings;
import dev.heddle.worker.remote.RemoteWorker;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker as a process of its own: it needs no database. */
public final class WorkerWiring {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private WorkerWiring() {}

  /** Connects to the servers and takes attempts. */
  public static RemoteWorker start(
      Map<String, String> environment,
      List<URI> servers,
      Optional<String> token,
      WorkerProfile profile) {
    WorkerSettings settings =
        WorkerSettings.standard()
            .withMaxActiveTasks(profile.slots())
            .withContainers(ContainerSettings.of(environment, profile.instance().substring(0, 8)));
    RemoteSettings remote =
        new RemoteSettings(
            servers, token, profile, Home.usable(environment).resolve("worker-packs"), PATIENCE);
    return RemoteWorker.start(remote, new Worker(settings, environment, Clock.systemUTC()));
  }
}
