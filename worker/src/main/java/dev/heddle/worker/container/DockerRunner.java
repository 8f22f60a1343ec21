package dev.heddle.worker.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.VersionComponent;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.model.execution.AttemptId;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.process.ProcessSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps in containers of a Docker engine, one per attempt. A container outlives the process
 * that started it: whoever gets the attempt next follows the same one, so an attempt never runs
 * twice. It is removed when the attempt's end is durable.
 */
public final class DockerRunner implements ContainerRunner {

  private static final System.Logger LOG = System.getLogger(DockerRunner.class.getName());
  private static final int MOST_CONNECTIONS = 512;

  /** How long closing waits for ends to become durable, so that their containers can go. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ContainerSettings settings;
  private final ProcessSettings output;
  private final InstantSource clock;
  private final DockerClient client;

  private @Nullable Boolean podman;

  /** Containers of attempts that ended here, until they are removed. */
  private final Set<String> unrecorded = new HashSet<>();

  /**
   * @param output limits on what is kept and logged of a step's output
   */
  public DockerRunner(ContainerSettings settings, ProcessSettings output, InstantSource clock) {
    this.settings = settings;
    this.output = output;
    this.clock = clock;
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(settings.engine())
            .withDockerTlsVerify(false)
            .build();
    this.client =
        DockerClientImpl.getInstance(
            config,
            new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(settings.engine()))
                .maxConnections(MOST_CONNECTIONS)
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
  }

  @Override
  public Work work(Assignment assignment, Consumer<LogLine> log) {
    return new DockerWork(this, assignment, new StepCargo(assignment), log);
  }

  /** An attempt at which a program of Heddle's own works, ready to run. */
  public Work work(Assignment assignment, ContainerProgram program, Consumer<LogLine> log)
      throws IOException {
    return new DockerWork(this, assignment, ProgramCargo.of(program), log);
  }

  /** Podman, behind the same API, ends logs that are followed when the container ends. */
  synchronized boolean isPodman() {
    Boolean known = podman;
    if (known == null) {
      try {
        List<VersionComponent> parts = client.versionCmd().exec().getComponents();
        known = parts != null && parts.stream().anyMatch(DockerRunner::isOfPodman);
      } catch (RuntimeException away) {
        return false;
      }
      podman = known;
    }
    return known;
  }

  private static boolean isOfPodman(VersionComponent part) {
    return String.valueOf(part.getName()).startsWith("Podman");
  }

  DockerClient client() {
    return client;
  }

  ContainerSettings settings() {
    return settings;
  }

  ProcessSettings output() {
    return output;
  }

  InstantSource clock() {
    return clock;
  }

  @Override
  public void sweep(Predicate<AttemptId> isOpen) {
    List<Container> ours =
        client
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(Map.of(ContainerNames.INSTALLATION, settings.installation()))
            .exec();
    for (Container container : ours) {
      if (ContainerNames.attempt(container.getLabels()).filter(isOpen).isEmpty()) {
        remove(container.getId());
      }
    }
  }

  /** The attempt is over; its container stays until that is durable. */
  synchronized void ended(String container) {
    unrecorded.add(container);
  }

  /** That the attempt is over is durable. */
  void recorded(String container) {
    remove(container);
    synchronized (this) {
      unrecorded.remove(container);
      notifyAll();
    }
  }

  private synchronized void awaitRecords() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      long left = deadline - System.nanoTime();
      while (!unrecorded.isEmpty() && left > 0) {
        wait(Math.max(1, left / 1_000_000));
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends and removes a container, if it is there. */
  void remove(String container) {
    try {
      client.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException gone) {
      // somebody else has removed it, or is about to
    } catch (RuntimeException failure) {
      if (EngineAwayException.isCause(failure)) {
        // perhaps it was never made; if it was, a server sweeps it away when the engine is back
        LOG.log(System.Logger.Level.INFO, "the engine is away, so " + container + " may be left");
        return;
      }
      LOG.log(
          System.Logger.Level.WARNING, () -> "could not remove container " + container, failure);
    }
  }

  @Override
  public void close() {
    awaitRecords();
    try {
      client.close();
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.DEBUG, "the engine could not be left", failure);
    }
  }
}
