package dev.heddle.worker.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.heddle.engine.port.Assignment;
import dev.heddle.engine.port.LogLine;
import dev.heddle.engine.port.Report;
import dev.heddle.worker.attempt.Ending;
import dev.heddle.worker.attempt.Work;
import dev.heddle.worker.process.Output;
import dev.heddle.worker.redact.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt in its container: a step, or a program that comes with Heddle. */
final class DockerWork implements Work {

  private static final System.Logger LOG = System.getLogger(DockerWork.class.getName());

  private final DockerRunner runner;
  private final DockerClient client;
  private final Assignment assignment;
  private final String name;
  private final Cargo cargo;
  private final Output output;
  private final StepReport report;
  private final Following following;
  private final Images images;

  private @Nullable Ending ending;
  private boolean started;

  DockerWork(DockerRunner runner, Assignment assignment, Cargo cargo, Consumer<LogLine> log) {
    this.runner = runner;
    this.client = runner.client();
    this.assignment = assignment;
    this.name = ContainerNames.name(runner.settings().installation(), assignment.attempt());
    this.cargo = cargo;
    Redactor redactor = Redactor.of(assignment.input());
    this.output = new Output(runner.output(), cargo.format(), false, redactor, runner.clock(), log);
    this.report = new StepReport(redactor, output);
    this.following = new Following(client, name, output, runner::isPodman);
    this.images = new Images(runner, output, this::isEnding);
  }

  @Override
  public Report run() {
    try {
      return carryOut();
    } finally {
      if (!isLeft()) {
        runner.ended(name);
      }
    }
  }

  private Report carryOut() {
    try {
      ContainerJob job = cargo.job();
      if (!begin(job)) {
        return report.failed(StepReport.CONTAINER_ERROR, "ended before its container was started");
      }
      return attend(job);
    } catch (RefusedJobException refused) {
      return report.failed(refused.type(), refused.reason());
    } catch (IOException failure) {
      return report.failed(
          StepReport.CONTAINER_ERROR,
          "what it needs could not be prepared: " + failure.getMessage());
    } catch (EngineAwayException | DockerException failure) {
      return report.failed(StepReport.CONTAINER_ERROR, explained(failure));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return report.failed(StepReport.CONTAINER_ERROR, "the worker stopped");
    } catch (RuntimeException failure) {
      if (!EngineAwayException.isCause(failure)) {
        throw failure;
      }
      return report.failed(StepReport.CONTAINER_ERROR, explained(failure));
    }
  }

  /** Only now: until then the container is how anybody would know that the attempt has run. */
  @Override
  public void recorded() {
    Thread.ofVirtual().name("heddle-container-removal").start(() -> runner.recorded(name));
  }

  private String explained(RuntimeException failure) {
    return failure instanceof DockerException refused
        ? "the container engine refused: " + EngineMessages.of(refused)
        : EngineAwayException.explain(runner.settings().engine(), failure);
  }

  /** Sees to it that the attempt's container runs or ran; false if its end was asked for before. */
  private boolean begin(ContainerJob job) throws RefusedJobException, InterruptedException {
    Optional<InspectContainerResponse> found = find();
    if (found.isPresent() && !isFresh(found.get().getState())) {
      report.ranOn(images.used(job.image(), found.get().getImageId()));
      output.say("goes on with the container of this attempt, which was there already");
      return asStarted();
    }
    if (found.isPresent()) {
      // it was made but never started, perhaps not completely
      runner.remove(name);
    }
    create(job);
    if (isEnding()) {
      return false;
    }
    client.startContainerCmd(name).exec();
    return asStarted();
  }

  private Optional<InspectContainerResponse> find() {
    try {
      return Optional.of(client.inspectContainerCmd(name).exec());
    } catch (NotFoundException none) {
      return Optional.empty();
    }
  }

  private static boolean isFresh(ContainerState state) {
    return "created".equals(state.getStatus());
  }

  private void create(ContainerJob job) throws RefusedJobException, InterruptedException {
    Image image = images.get(job);
    report.ranOn(image);
    // By its id: what a name means may change meanwhile.
    CreateContainerCmd create =
        client
            .createContainerCmd(image.id())
            .withName(name)
            .withLabels(ContainerNames.labels(runner.settings().installation(), assignment))
            .withEnv(ContainerSpec.environment(cargo.variables(job)))
            .withHostConfig(
                ContainerSpec.hostConfig(
                    job, runner.settings(), new VolumeCheck(runner.settings()), cargo.shared()));
    if (!job.command().isEmpty()) {
      create.withCmd(job.command());
    }
    job.workingDirectory().ifPresent(create::withWorkingDir);
    ContainerUser.of(image.user(), runner.settings()).ifPresent(create::withUser);
    create.exec();
    try (InputStream files = cargo.files()) {
      client.copyArchiveToContainerCmd(name).withTarInputStream(files).withRemotePath("/").exec();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Report attend(ContainerJob job) throws InterruptedException {
    ContainerState state = following.untilEnd();
    int exitCode = state.getExitCodeLong() == null ? -1 : state.getExitCodeLong().intValue();
    if (Boolean.TRUE.equals(state.getOOMKilled())) {
      return report.outOfMemory(exitCode, job.memory());
    }
    String error = state.getError();
    if (error != null && !error.isBlank()) {
      return report.failed(StepReport.CONTAINER_ERROR, error);
    }
    return cargo.meaning(report, exitCode, this::outputs);
  }

  private Optional<String> outputs() {
    try (InputStream archive =
        client.copyArchiveFromContainerCmd(name, OutputsArchive.PATH).exec()) {
      return OutputsArchive.read(archive);
    } catch (NotFoundException notWritten) {
      return Optional.empty();
    } catch (IOException unreadable) {
      output.say("STEP_OUTPUTS was left out: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private synchronized boolean isEnding() {
    return ending != null;
  }

  private synchronized boolean isLeft() {
    return ending == Ending.SHUTDOWN;
  }

  /** From now on ending means to stop the container; false if that was asked for meanwhile. */
  private boolean asStarted() {
    Ending asked;
    synchronized (this) {
      started = true;
      asked = ending;
    }
    if (asked != null) {
      stop(asked);
    }
    return true;
  }

  @Override
  public void end(Ending why) {
    synchronized (this) {
      if (ending == Ending.SHUTDOWN || why == ending) {
        return;
      }
      ending = why;
      if (!started) {
        return;
      }
    }
    stop(why);
  }

  /**
   * When only the worker stops, the container goes on: whoever gets the attempt next follows it.
   */
  private void stop(Ending why) {
    if (why == Ending.SHUTDOWN) {
      following.leave();
      return;
    }
    Thread.ofVirtual().name("heddle-container-stop").start(this::stopContainer);
  }

  private void stopContainer() {
    int seconds = (int) runner.settings().stopWithin().toSeconds();
    try {
      client.stopContainerCmd(name).withTimeout(seconds).exec();
    } catch (NotFoundException | NotModifiedException | ConflictException over) {
      // it has ended by itself
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.WARNING, () -> "could not stop container " + name, failure);
      runner.remove(name);
    }
  }
}
