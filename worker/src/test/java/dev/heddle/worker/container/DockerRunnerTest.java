package dev.heddle.worker.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import dev.heddle.model.ContainerInput;
import dev.heddle.values.ListValue;
import dev.heddle.values.Value;
import dev.heddle.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("needs-docker")
class DockerRunnerTest extends ContainerRunnerContract {

  private static TestEngine engine;

  @TempDir Path host;

  @BeforeAll
  static void startEngine() {
    engine = TestEngine.get();
  }

  @Override
  ContainerSettings settings() {
    Map<String, String> environment = new HashMap<>(engine.environment());
    environment.put(ContainerSettings.ROOTS_VARIABLE, host.resolve("allowed").toString());
    return ContainerSettings.of(environment, "test").withStopWithin(Duration.ofSeconds(1));
  }

  @Override
  Value imageId() {
    return engine.imageId();
  }

  @AfterEach
  @DisplayName("S4-42: no container is left behind")
  void noContainerIsLeft() {
    worker.close();
    assertThat(engine.containers()).isEmpty();
  }

  private InspectContainerResponse inspect(Step step) {
    return engine.client().inspectContainerCmd(ContainerNames.name("test", step.attempt())).exec();
  }

  @Test
  @DisplayName("S4-32: a step that uses more memory than it may is reported as such")
  void outOfMemoryIsReported() throws Exception {
    Run run =
        start(
            Step.shell("a=$(yes aaaaaaaaaaaaaaaa | head -c 200000000); echo survived")
                .with(ContainerInput.MEMORY, Value.of(32L << 20)));
    assertThat(run.failed().type()).isEqualTo("out_of_memory");
    assertThat(run.failed().message()).contains("33554432 bytes").contains("resources.memory");
  }

  @Test
  @DisplayName("Security rows 9, 32: a container has no privileges, and who it is for stands on it")
  void aContainerHasNoPrivileges() throws Exception {
    Step step =
        Step.shell("grep -E 'Uid|CapEff|NoNewPrivs' /proc/self/status; echo ready; sleep 1000")
            .with(ContainerInput.NANO_CPUS, Value.of(500_000_000L))
            .with(ContainerInput.MEMORY, Value.of(64L << 20));
    Run run = start(step);
    run.awaitLine("ready");
    InspectContainerResponse container = inspect(step);
    assertThat(container.getHostConfig().getPrivileged()).isFalse();
    assertThat(container.getHostConfig().getNetworkMode()).isEqualTo("none");
    assertThat(container.getHostConfig().getNanoCPUs()).isEqualTo(500_000_000L);
    assertThat(container.getHostConfig().getMemory()).isEqualTo(64L << 20);
    assertThat(container.getConfig().getLabels())
        .containsEntry("dev.heddle.attempt", step.attempt().toString())
        .containsEntry("dev.heddle.execution", step.attempt().execution().toString());
    worker.interrupt(step.attempt());
    run.report();
    assertThat(run.log())
        .anyMatch(line -> line.matches("CapEff:\\s+0+"))
        .anyMatch(line -> line.matches("NoNewPrivs:\\s+1"))
        .noneMatch(line -> line.matches("Uid:\\s+0\\s.*"));
  }

  @Test
  @DisplayName("S4-33: volumes under an allowed root are mounted, read-only if asked")
  void allowedVolumesAreMounted() throws Exception {
    Path data = Files.createDirectories(host.resolve("allowed/data"));
    Files.writeString(data.resolve("in"), "from the host");
    assertThat(
            start(
                    Step.shell("cat /data/in; touch /data/out 2>/dev/null && echo written")
                        .volume(data.toString(), "/data", true))
                .failed()
                .details()
                .get("exit_code"))
        .isEqualTo(Value.of(1));
    assertThat(Files.exists(data.resolve("out"))).isFalse();
    assertThat(data.toFile().setWritable(true, false)).isTrue();
    start(Step.shell("cat /data/in > /data/out").volume(data.toString(), "/data", false))
        .succeeded();
    assertThat(data.resolve("out")).hasContent("from the host");
  }

  @Test
  @DisplayName(
      "S4-33: / is refused, as is what lies elsewhere, leads elsewhere or holds the socket")
  void otherVolumesAreRefused() throws Exception {
    Path allowed = Files.createDirectories(host.resolve("allowed"));
    Files.createSymbolicLink(allowed.resolve("link"), Path.of("/etc"));
    Path socket = Path.of(engine.address().substring("unix://".length()));
    Path around = Objects.requireNonNull(socket.getParent());
    for (String source :
        List.of("/", "/etc", "/var/run/docker.sock", allowed + "/link", allowed + "/../..")) {
      assertThat(start(Step.command("true").volume(source, "/data", true)).failed().type())
          .as(source)
          .isEqualTo("volume_refused");
    }
    Map<String, String> generous = new HashMap<>(engine.environment());
    generous.put(ContainerSettings.ROOTS_VARIABLE, around.toString());
    try (Worker other = newWorker(ContainerSettings.of(generous, "test"))) {
      for (Path source : List.of(socket, around)) {
        Run run = new Run(true);
        other.start(
            Step.command("true").volume(source.toString(), "/data", true).assignment(), run);
        assertThat(run.failed().message()).contains("would give the step a container engine");
      }
    }
  }

  @Test
  @DisplayName("S4-34: an image that cannot be pulled is a clear failure")
  void anImageThatCannotBePulled() throws Exception {
    Run run = start(Step.command("true").with(ContainerInput.IMAGE, Value.of("localhost:1/no:1")));
    assertThat(run.failed().type()).isEqualTo("image_pull_failed");
    assertThat(run.failed().message()).startsWith("image localhost:1/no:1 cannot be pulled: ");
    assertThat(run.log()).contains("pulling localhost:1/no:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing | kept | ",
        "never   | kept | ",
        "never   | gone | is not on the engine, and HEDDLE_IMAGE_PULL is never",
        "always  | kept | cannot be pulled: ",
      })
  @DisplayName("S3-55: when images are pulled is configured")
  void imagesArePulledAsConfigured(String when, String image, @Nullable String failure)
      throws Exception {
    engine.name("localhost:1/kept", "1");
    Map<String, String> configured = new HashMap<>(engine.environment());
    configured.put(ContainerSettings.PULL_VARIABLE, when);
    try (Worker other = newWorker(ContainerSettings.of(configured, "test"))) {
      Run run = new Run(true);
      String name = "localhost:1/" + image + ":1";
      other.start(
          Step.command("true").with(ContainerInput.IMAGE, Value.of(name)).assignment(), run);
      if (failure == null) {
        run.succeeded();
      } else {
        assertThat(run.failed().type()).isEqualTo("image_pull_failed");
        assertThat(run.failed().message()).contains(failure);
      }
    }
  }

  @Test
  @DisplayName("S4-34: a private registry opens to the given login alone, which is shown nowhere")
  void privateRegistries() throws Exception {
    try (PrivateRegistry registry = PrivateRegistry.start(engine, host)) {
      Step step =
          Step.shell("env; echo ready").with(ContainerInput.IMAGE, Value.of(registry.image()));
      assertThat(start(step).failed().type()).isEqualTo("image_pull_failed");
      Step refused = step.login(PrivateRegistry.HOST, "wrong-canary");
      Run wrong = start(refused.anew());
      assertThat(wrong.failed().type()).isEqualTo("image_pull_failed");
      Run elsewhere = start(step.login("other.example", PrivateRegistry.PASSWORD).anew());
      assertThat(elsewhere.failed().type()).isEqualTo("image_pull_failed");

      Run right = start(step.login(PrivateRegistry.HOST, PrivateRegistry.PASSWORD).anew());
      assertThat(right.image("digest").toString())
          .as("U-10: the image can be pulled again by what it is")
          .contains(PrivateRegistry.HOST, "@sha256:");
      assertThat(right.stdout()).endsWith("ready\n").doesNotContain("canary");
      assertThat(right.log())
          .contains("pulling " + registry.image())
          .anyMatch(line -> line.startsWith("Status: Downloaded newer image"));
      for (Run run : List.of(wrong, elsewhere, right)) {
        assertThat(run.log()).noneMatch(line -> line.contains("canary"));
      }
      assertThat(wrong.failed().message()).doesNotContain("canary");
      registry.forget(engine);
    }
  }

  @Test
  @DisplayName("U-06: production refuses images without a version")
  void productionRefusesFloatingImages() throws Exception {
    Map<String, String> production = new HashMap<>(engine.environment());
    production.put(ContainerSettings.IMAGES_VARIABLE, "production");
    try (Worker strict = newWorker(ContainerSettings.of(production, "test"))) {
      Run run = new Run(true);
      strict.start(
          Step.command("true").with(ContainerInput.IMAGE, Value.of("tiny")).assignment(), run);
      assertThat(run.failed().type()).isEqualTo("image_refused");
    }
  }

  @Test
  @DisplayName(
      "S4-37: an engine that is away is a clear failure at once, without a circuit breaker")
  void anEngineThatIsAwayIsAClearFailure() throws Exception {
    ContainerSettings away =
        ContainerSettings.of(
            Map.of(ContainerSettings.ENGINE_VARIABLE, "unix://" + host.resolve("none")), "test");
    try (Worker lonely = newWorker(away)) {
      Run run = new Run(true);
      lonely.start(Step.command("true").assignment(), run);
      assertThat(run.failed().message()).contains("cannot be reached").contains("--runner process");
    }
  }

  @Test
  @DisplayName("U-07: whoever gets an attempt next follows its container instead of a second one")
  void anAttemptNeverRunsTwice() throws Exception {
    Path data = Files.createDirectories(host.resolve("allowed/data"));
    assertThat(data.toFile().setWritable(true, false)).isTrue();
    Step step =
        Step.shell("echo ran >> /data/log; echo ready; sleep 2; echo N=7 > $STEP_OUTPUTS")
            .volume(data.toString(), "/data", false);
    Run first = start(step);
    first.awaitLine("ready");
    worker.close();
    assertThat(engine.containers()).hasSize(1);
    worker = newWorker(settings());
    Run second = start(step);
    assertThat(second.outputs()).hasToString("{\"N\":\"7\"}");
    assertThat(second.image("id")).isEqualTo(imageId());
    assertThat(first.isOver()).isFalse();
    assertThat(data.resolve("log")).hasContent("ran");
  }

  @Test
  @DisplayName("U-07: an end that was not recorded is found again, one that was is forgotten")
  void anEndThatWasNotRecordedIsFoundAgain() throws Exception {
    Step step = Step.shell("echo once; exit 4");
    Run unrecorded = new Run(false);
    worker.start(step.assignment(), unrecorded);
    assertThat(unrecorded.failed().message()).isEqualTo("exit code 4");
    assertThat(engine.containers()).extracting(Container::getState).containsExactly("exited");
    Worker next = newWorker(settings());
    Run again = new Run(true);
    next.start(step.assignment(), again);
    assertThat(again.failed().message()).isEqualTo("exit code 4");
    assertThat(again.log()).contains("once");
    next.close();
    assertThat(engine.containers()).isEmpty();
    unrecorded.record();
  }

  @Test
  void aContainerThatWasNeverStartedIsMadeAnew() throws Exception {
    Step step = Step.shell("echo fine");
    engine
        .client()
        .createContainerCmd(TestEngine.IMAGE)
        .withName(ContainerNames.name("test", step.attempt()))
        .withCmd("echo", "half made")
        .exec();
    assertThat(start(step).stdout()).isEqualTo("fine\n");
  }

  @Test
  @DisplayName("S4-42: containers of attempts that are over are swept away, others stay")
  void whatIsOverIsSweptAway() throws Exception {
    Step open = Step.shell("echo ready; sleep 1000");
    Step over = Step.shell("echo ready; sleep 1000");
    start(open).awaitLine("ready");
    start(over).awaitLine("ready");
    worker.close();
    worker = newWorker(settings());
    worker.sweepContainers(Set.of(open.attempt())::contains);
    assertThat(engine.containers())
        .extracting(each -> each.getLabels().get("dev.heddle.attempt"))
        .containsExactly(open.attempt().toString());
    worker.sweepContainers(_ -> false);
  }

  @Test
  void withoutACommandTheImageDecides() throws Exception {
    Step step = Step.command().with(ContainerInput.COMMAND, new ListValue(List.of()));
    assertThat(start(step).failed().message()).containsIgnoringCase("no command");
  }
}
