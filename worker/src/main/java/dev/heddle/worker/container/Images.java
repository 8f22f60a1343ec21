package dev.heddle.worker.container;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import dev.heddle.model.ImageReference;
import dev.heddle.worker.process.Output;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Sees to it that the engine has the image of a step (S4-34, U-06). */
final class Images {

  private static final String REFUSED = "image_refused";
  private static final String NOT_PULLED = "image_pull_failed";
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final DockerRunner runner;
  private final Output output;
  private final BooleanSupplier ending;

  Images(DockerRunner runner, Output output, BooleanSupplier ending) {
    this.runner = runner;
    this.output = output;
    this.ending = ending;
  }

  Image get(ContainerJob job) throws RefusedJobException, InterruptedException {
    ImageReference reference =
        ImageReference.parse(job.image())
            .orElseThrow(
                () -> new RefusedJobException(REFUSED, job.image() + " is no name of an image"));
    if (reference.isFloating() && !runner.settings().floatingAllowed()) {
      throw new RefusedJobException(
          REFUSED,
          "image " + job.image() + " names no version, which is not allowed in production");
    }
    ContainerSettings.Pull when = runner.settings().pull();
    if (when != ContainerSettings.Pull.ALWAYS) {
      Optional<Image> present = find(job.image(), job.image());
      if (present.isPresent()) {
        return present.get();
      }
    }
    if (when == ContainerSettings.Pull.NEVER) {
      throw new RefusedJobException(
          NOT_PULLED,
          "image "
              + job.image()
              + " is not on the engine, and "
              + ContainerSettings.PULL_VARIABLE
              + " is never");
    }
    pull(job, reference);
    return find(job.image(), job.image())
        .orElseThrow(() ->
            new RefusedJobException(
                NOT_PULLED, "image " + job.image() + " is not there after it was pulled"));
  }

  /** The image of a container that is there already. */
  Image used(String name, String id) {
    return find(name, id).orElseGet(() -> new Image(name, id, Optional.empty(), ""));
  }

  /**
   * An image, if the engine has it.
   *
   * @param key its name or id
   */
  private Optional<Image> find(String name, String key) {
    try {
      InspectImageResponse found = runner.client().inspectImageCmd(key).exec();
      String user = found.getConfig() == null ? null : found.getConfig().getUser();
      List<String> digests = found.getRepoDigests();
      return Optional.of(
          new Image(
              name,
              found.getId(),
              digests == null ? Optional.empty() : digests.stream().findFirst(),
              user == null ? "" : user));
    } catch (NotFoundException none) {
      return Optional.empty();
    }
  }

  private void pull(ContainerJob job, ImageReference reference)
      throws RefusedJobException, InterruptedException {
    output.say("pulling " + job.image());
    String named =
        reference.isFloating() && reference.tag().isEmpty() ? job.image() + ":latest" : job.image();
    PullImageCmd pull = runner.client().pullImageCmd(named);
    credentials(job, reference).ifPresent(pull::withAuthConfig);
    PullProgress progress = new PullProgress(output);
    try (PullProgress under = pull.exec(progress)) {
      while (!under.endsWithin(LOOK_AGAIN_MILLIS)) {
        if (ending.getAsBoolean()) {
          throw new RefusedJobException(NOT_PULLED, "ended while the image was pulled");
        }
      }
      under.awaitCompletion();
    } catch (DockerException refused) {
      throw failed(job, EngineMessages.of(refused));
    } catch (IOException closed) {
      throw failed(job, String.valueOf(closed.getMessage()));
    }
    Optional<String> error = progress.error();
    if (error.isPresent()) {
      throw failed(job, error.get());
    }
  }

  private static RefusedJobException failed(ContainerJob job, String reason) {
    return new RefusedJobException(
        NOT_PULLED, "image " + job.image() + " cannot be pulled: " + reason);
  }

  /** A password is only sent to the registry it is for. */
  private static Optional<AuthConfig> credentials(ContainerJob job, ImageReference reference) {
    return job.credentials().stream()
        .filter(
            each -> each.registry().isEmpty() || each.registry().get().equals(reference.registry()))
        .findFirst()
        .map(each ->
            new AuthConfig()
                .withRegistryAddress(reference.registry())
                .withUsername(each.username())
                .withPassword(each.password()));
  }
}
